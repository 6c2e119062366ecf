# Regiones, funciones, divulgaciones, exportaciones y quién puede ayudar.
nav-regions = Regiones
error-refused-regions = Solo los administradores estatales de regiones definen las regiones. No se cambió nada. Si lo necesita para su trabajo, hable con el administrador de usuarios de su estado.
regions-title = Regiones
regions-what = Una región es un grupo de distritos. Los administradores cuya función es de una región alcanzan los distritos que están en ella ahora.
regions-on = Las regiones están activadas.
regions-on-text = Quien tiene una función en una región alcanza sus distritos.
regions-off = Las regiones están desactivadas.
regions-off-text = Nadie alcanza un distrito por medio de una región. Lo que está definido aquí se conserva.
regions-switch-on = Activar las regiones
regions-switch-off = Desactivar las regiones
regions-count =
    { $count ->
        [0] Todavía no hay regiones. Ponga nombre a la primera aquí abajo.
        [one] { $count } región
       *[other] { $count } regiones
    }
region-new = Nombre de una región nueva
region-create = Crear la región
region-name = Nombre
region-districts = Distritos
region-people = Personas
region-made = Creada
region-closed = Cerrada
region-since = desde
region-none = ninguna región
region-add = Agregar distritos
region-find = Nombre, ciudad o número NCES de un distrito
region-find-go = Buscar distritos
region-found =
    { $count ->
        [0] Ningún distrito coincide. Pruebe con menos palabras.
        [one] { $count } distrito
       *[other] { $count } distritos
    }
region-found-more = Hay más: escriba otra palabra.
region-put-in = Agregar los distritos elegidos
region-take-out = Sacar los distritos elegidos
region-district-count =
    { $count ->
        [0] Ningún distrito
        [one] { $count } distrito
       *[other] { $count } distritos
    }
region-people-count =
    { $count ->
        [0] Nadie tiene una función aquí
        [one] { $count } función se ejerce aquí
       *[other] { $count } funciones se ejercen aquí
    }
region-history = Lo que entró y salió
region-history-none = Nada todavía.
region-at = Cuándo
region-district = Distrito
region-from = De
region-to = A
region-by = Por
region-keep = Nombre y cierre
region-rename = Cambiar el nombre
region-close = Cerrar esta región
region-ask-off = ¿Desactivar las regiones?
region-ask-close = ¿Cerrar esta región?
region-ask-out = ¿Sacar estos distritos?
region-ask-put = ¿Agregar estos distritos?
region-ask-nothing-yet = Todavía no ha cambiado nada. Esto cambiaría:
region-lose =
    { $count ->
        [0] Nadie pierde alcance
        [one] { $count } persona pierde alcance
       *[other] { $count } personas pierden alcance
    }
region-gain =
    { $count ->
        [0] Nadie gana alcance
        [one] { $count } persona gana alcance
       *[other] { $count } personas ganan alcance
    }
region-do = Sí, hacerlo
region-do-not = No, volver
region-error-name = Una región necesita un nombre de 1 a 60 caracteres que ninguna otra región abierta del estado tenga. No se cambió nada.
region-error-closed = Esta región está cerrada. No se cambió nada.
region-error-districts = No se eligió ningún distrito del estado que cambiaría de lugar. No se cambió nada. Vuelva y marque al menos uno.
region-error-changed = Las regiones cambiaron desde que usted las vio. Usted no cambió nada. Vuelva y mire otra vez.

role-data-administrator = Administrador de datos
role-user-administrator = Administrador de usuarios
role-region-administrator = Administrador estatal de regiones
role-government-administrator = Administrador gubernamental
role-ome-user-administrator = Administrador de usuarios de la OME
role-privacy-act-administrator = Administrador de la Ley de Privacidad

error-refused-export = Ninguna de sus funciones permite llevarse expedientes en archivos. Nada salió del sistema. Puede imprimir el expediente, si sus funciones le permiten abrirlo.
error-refused-disclosures = Solo los administradores de datos y el administrador de la Ley de Privacidad ven a quién se mostró un expediente. No se cambió nada.

papers-title = Papeles y constancia
disclosures-title = A quién se mostró este expediente
disclosures-back = Volver al expediente
disclosures-made = Registro de divulgaciones, hecho por
disclosures-what = Cada vez que alguien abrió, imprimió o exportó este expediente, o vio al estudiante en una lista de resultados, desde que el intercambio lo conserva (FERPA, 34 CFR 99.32; Ley de Privacidad, 5 U.S.C. 552a(c)). También cuenta el tiempo en que sus partes estuvieron en el expediente de otro estudiante. Los nombres, las funciones y los estados son los de hoy.
disclosures-count =
    { $count ->
        [0] No se mostró a nadie.
        [one] { $count } vez
       *[other] { $count } veces
    }
disclosures-at = Cuándo
disclosures-whom = A quién
disclosures-role = Función y estado
disclosures-part = Qué parte
disclosures-purpose = Motivo
disclosures-part-export = Entregado como archivo
disclosures-console = en la consola del servidor
disclosures-other-states = Ninguno de sus estados aporta datos al expediente de este estudiante. Consulte al administrador de datos de un estado que lo haga, o al administrador de la Ley de Privacidad.

export-title = Llevarse este expediente en un archivo
export-what = La descarga queda registrada con su nombre, el motivo que indicó y lo que elija.
export-sections = Qué partes
export-format = Para qué
export-csv = Una hoja de cálculo (CSV): cada línea con su estado y la fecha en que se recibió
export-json = Un programa (JSON): el expediente consolidado con el origen de cada valor
export-care = El archivo es confidencial. Guárdelo donde solo puedan abrirlo quienes lo necesiten para el fin que indicó, y bórrelo cuando ya no haga falta.
export-go = Descargar
export-nothing = Elija al menos una parte. No se descargó nada.
export-column-section = Parte
export-column-state = Estado
export-column-id = Número estatal del estudiante
export-column-received = Recibido

helpers-title = Quién me puede ayudar
helpers-what = Los administradores de usuarios dan cuentas y contraseñas nuevas. Los administradores de datos responden por lo que dicen los expedientes de un estado.
helpers-state = Estado
helpers-words = Nombre, región o distrito (puede quedar vacío)
helpers-go = Mostrar personas
helpers-count =
    { $count ->
        [0] no se encontró a nadie
        [one] { $count } persona
       *[other] { $count } personas
    }
helpers-none = Este estado no tiene aquí a nadie con esa función. Pruebe sin nombre, o escriba a la mesa de ayuda del intercambio.
