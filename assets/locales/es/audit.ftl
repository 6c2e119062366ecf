# La página para auditores.
nav-audit = Auditoría
error-refused-audit = Solo los auditores leen el registro de auditoría. No se cambió nada.
audit-title = Registro de auditoría
audit-lead = Todo lo que se hizo y cada expediente que se mostró, lo más reciente primero. Consultar esta página también queda registrado.
audit-filter = Elegir entradas
audit-who = Quién
audit-kind = Qué
audit-child = Estudiante (MSIX ID)
audit-from = Desde el día (UTC)
audit-to = Hasta el día (UTC)
audit-result = Resultado
audit-show = Mostrar
audit-done = hecho
audit-refused = rechazado
audit-size =
    { $count ->
        [one] El registro tiene { $count } entrada.
       *[other] El registro tiene { $count } entradas.
    }
audit-none = Ninguna entrada coincide.
audit-none-here = Ninguna de las entradas revisadas coincide. Hay otras más antiguas.
audit-seq = Entrada
audit-at = Cuándo
audit-what = Qué
audit-about = Estudiante
audit-where = Desde
audit-more =
    { $count ->
        [one] y { $count } más
       *[other] y { $count } más
    }
audit-erased = vínculo borrado por ley
audit-nobody = nadie
audit-at-console = en el servidor
audit-stranger = alguien sin sesión
audit-from-unknown = no se sabe
audit-from-console = la consola del servidor
audit-from-socket = la consola del servidor en marcha
audit-from-program = el programa
audit-pages = Páginas
audit-newest = Más recientes
audit-older = Más antiguas
audit-entry = Entrada { $seq }
audit-event = Tal como está escrito
audit-previous = Hash de hoja de la entrada anterior
audit-leaf = Hash de hoja
audit-proof = Prueba de inclusión
audit-proof-text = Estos hashes, de la hoja hacia arriba, llevan a la raíz del punto de control sobre { $size } entradas, firmado el { $time }.
audit-proof-none = Ningún punto de control abarca todavía esta entrada. Mientras el servidor funciona, se firma uno en pocos minutos.
audit-checkpoint = Punto de control
audit-back = Volver al registro
audit-wrong-child = Esto no es un MSIX ID: tiene 12 dígitos y el último concuerda con los demás.
audit-wrong-from = El primer día no existe en el calendario.
audit-wrong-to = El último día no existe en el calendario.
audit-kind-store-created = Almacén creado
audit-kind-schema-migrated = Almacén actualizado
audit-kind-submission-received = Archivo recibido
audit-kind-students-applied = Estudiantes de un archivo aplicados
audit-kind-submission-answered = Archivo respondido
audit-kind-record-read = Expediente abierto
audit-kind-searched = Búsqueda
audit-kind-exported = Exportación
audit-kind-logged-in = Inicio de sesión
audit-kind-login-refused = Inicio de sesión rechazado
audit-kind-logged-out = Cierre de sesión
audit-kind-account-created = Cuenta creada
audit-kind-reference-imported = Datos de referencia cargados
audit-kind-server-started = Servidor iniciado
audit-kind-session-used = Sesión en uso
audit-kind-proposed = Cambio propuesto
audit-kind-item-closed = Asunto decidido o cerrado
audit-kind-item-handled = Asunto tomado, asignado o elevado
audit-kind-exposure-read = Consulta de a quién se mostró
audit-kind-model-installed = Modelo de vinculación instalado
audit-kind-purpose-stated = Propósito declarado
audit-kind-message-delivered = Mensaje entregado
audit-kind-regions-switched = Regiones activadas o desactivadas
audit-kind-region-changed = Región modificada
audit-kind-districts-placed = Distritos asignados
audit-kind-record-exported = Expediente exportado
audit-kind-disclosures-read = Relación de divulgaciones leída
audit-kind-block-keys-renewed = Claves de agrupamiento rehechas
audit-kind-refused = Rechazado por función
audit-kind-log-read = Registro de auditoría leído
audit-kind-audit-key-taken = Clave del registro adoptada
audit-kind-checkpoint-signed = Punto de control firmado
audit-kind-links-erased = Vínculos con un estudiante borrados
audit-kind-credential-changed = Contraseña o segunda prueba cambiada
audit-kind-proved = Segunda prueba mostrada
audit-kind-sessions-ended = Visitas terminadas
audit-kind-setup-link-made = Enlace para la primera cuenta impreso
exposure-part-export = llevado como archivo
