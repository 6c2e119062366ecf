# Plazos legales y calendarios.
nav-clocks = Plazos
clocks-title = Plazos
clocks-what = Todos los plazos legales del intercambio: qué los inició, qué los terminó y cada día que contó.
clocks-export = Llevarse esta lista (CSV)
clocks-calendar = Días no laborables y periodos escolares
clocks-help = Cómo se cuentan los días
clocks-none = Ningún plazo corresponde a lo que eligió.
clocks-none-next = Los plazos empiezan solos: con un nuevo certificado de elegibilidad, el fin de un periodo escolar, una mudanza, una solicitud o un aviso. Elija otra lista arriba; si no, no hay nada pendiente.
clocks-count =
    { $count ->
        [one] { $count } plazo.
       *[other] { $count } plazos.
    }
clock-show-running = en curso
clock-show-overdue = vencidos
clock-show-week = vencen en 7 días
clock-show-in-time = cumplidos a tiempo
clock-show-late = cumplidos tarde
clock-show-moot = terminados de otro modo
clock-filter = Elegir
clock-filter-show = Mostrar
clock-kind = Obligación
clock-about = Sobre
clock-state = A quién le toca
clock-ed = Departamento de Educación
clock-began = Empezó
clock-due = Último día
clock-ended = Terminó
clock-status = Estado
clock-days-back = Desde cuándo
clock-last-days = los últimos { $days } días
clock-kind-new-coe = Nuevo certificado de elegibilidad
clock-kind-end-of-term = Fin de un periodo escolar
clock-kind-change-of-residence = Cambio de residencia
clock-kind-parent-request = Solicitud de padre, madre, tutor o menor
clock-kind-correction-upload = Envío de los datos corregidos
clock-kind-forward-request = Solicitud reenviada a otro estado
clock-kind-state-question = Respuesta a otro estado
clock-kind-ed-question = Respuesta al Departamento de Educación
clock-kind-request-acknowledged = Solicitud de datos atendida
clock-kind-request-answered = Solicitud de datos contestada
clock-kind-notice-acknowledged = Aviso de mudanza atendido
clock-status-in-time = cumplido a tiempo
clock-status-late = cumplido tarde
clock-status-moot = terminado de otro modo
clock-status-today = vence hoy
clock-status-overdue =
    { $days ->
        [one] vencido hace { $days } día
       *[other] vencido hace { $days } días
    }
clock-status-left =
    { $days ->
        [one] queda { $days } día natural
       *[other] quedan { $days } días naturales
    }
clock-status-history = antes de este sistema
clock-history = Su último día pasó antes de que empezara este sistema. Es historia: no dice nada de cómo cumple el estado sus plazos aquí.
clock-mark-p = publicado
clock-mark-s = según lo informan estados y otras fuentes
clock-mark-m = por confirmar por su agencia
clock-mark-d = propuesta nuestra; su estado puede fijarlo
clock-of-notice = Aviso de mudanza { $number }
clock-of-request = Solicitud de datos { $number }
clock-of-correction = Solicitud de corrección { $number }
clock-of-term = Periodo escolar del distrito { $district }
clock-of-coe = Llegada que da derecho, { $day }
clock-back = Todos los plazos
clock-number = Plazo { $number }
clock-district = distrito { $district }
clock-length = Duración
clock-length-working = { $days } días hábiles del estado
clock-length-calendar = { $days } días naturales
clock-length-named = hasta el día que se pidió
clock-due-end = a tiempo hasta la medianoche en la zona horaria del estado
clock-runs = Está en curso.
clock-progress = Menores
clock-progress-of =
    { $count ->
        [one] { $updated } de { $count } menor actualizado desde el fin del periodo
       *[other] { $updated } de { $count } menores actualizados desde el fin del periodo
    }
clock-source = De dónde viene la regla
clock-by-submission = envío { $number }
clock-by-act = lo hizo { $who }
clock-by-day = el día mismo, { $day }
clock-moot-withdrawn = la solicitud fue retirada
clock-moot-term-removed = el periodo escolar se quitó del calendario
clock-days = Día por día
clock-days-counted =
    { $count ->
        [one] Hasta ahora ha contado { $count } día.
       *[other] Hasta ahora han contado { $count } días.
    }
clock-days-how = El día en que empieza un plazo no cuenta.
clock-day = Día
clock-counts = Cuenta
clock-day-start = inicio, no cuenta
clock-day-number = día { $number }
clock-day-to-come = día { $number }, por venir
clock-day-late = día { $number }, fuera de plazo
clock-day-skipped = no cuenta: { $why }
clock-day-due = último día
clock-day-end = terminó aquí
clock-day-today = hoy
clock-weekday-1 = lunes
clock-weekday-2 = martes
clock-weekday-3 = miércoles
clock-weekday-4 = jueves
clock-weekday-5 = viernes
clock-weekday-6 = sábado
clock-weekday-7 = domingo
clock-off-weekend = fin de semana
clock-holiday-new-year = Año Nuevo
clock-holiday-king = Natalicio de Martin Luther King, Jr.
clock-holiday-washington = Natalicio de Washington
clock-holiday-memorial = Día de los Caídos
clock-holiday-juneteenth = Juneteenth, Día de la Emancipación
clock-holiday-independence = Día de la Independencia
clock-holiday-labor = Día del Trabajo
clock-holiday-columbus = Día de la Raza
clock-holiday-veterans = Día de los Veteranos
clock-holiday-thanksgiving = Día de Acción de Gracias
clock-holiday-christmas = Navidad
clock-warnings = A quién se avisó
clock-warnings-none = A nadie todavía. Se avisa cuando ha pasado la mitad de los días, cuando han pasado cuatro quintas partes, y cuando terminó el último día.
clock-warned = había pasado el { $point } por ciento de los días; se avisó a:
clock-warned-over = había terminado el último día; se avisó a:
clock-warned-nobody = no había a quién avisar
clock-error-not-yours = Este calendario es de otro estado, o de todo el estado. No se cambió nada.
clock-error-name = Un cierre necesita un nombre de 80 caracteres como máximo. No se cambió nada. Vuelva atrás y póngale uno.
clock-error-days = El último día es anterior al primero, o son demasiados días de una vez. No se cambió nada. Vuelva atrás y corrija los días.
clock-error-term = Un distrito se da con su número de NCES, solo letras y cifras, y un periodo es de otoño, primavera, verano o intersesión. No se cambió nada.
calendar-title = Días no laborables en { $state }, { $year }
calendar-years = Años
calendar-other = Otro estado
calendar-holidays = Días festivos por regla
calendar-holidays-how = Los festivos federales que el estado observa y los suyos propios. Los fines de semana nunca cuentan.
calendar-instead = por el { $day }
calendar-closures = Cierres anotados a mano
calendar-closures-none = Ninguno en este año.
calendar-whole = todo el estado
calendar-by = lo anotó { $who }, { $day }
calendar-remove = Quitar
calendar-name = Cómo se llama
calendar-first = Primer día
calendar-last = Último día
calendar-last-hint = Vacío si es un solo día; { $days } días como máximo.
calendar-district = Número de NCES del distrito
calendar-district-hint = Vacío para todo el estado.
calendar-close = Ver qué se movería
calendar-terms = Periodos escolares
calendar-terms-how = El último día de un periodo inicia el plazo para sus datos: 30 días naturales. Los menores de un periodo son aquellos cuyos archivos lo nombran, y aquellos de quienes el estado envía algo después de anotarlo.
calendar-terms-none = Ninguno termina en este año.
calendar-term-kind = Tipo
calendar-term-fall = periodo de otoño
calendar-term-spring = periodo de primavera
calendar-term-summer = periodo de verano
calendar-term-intersession = intersesión
calendar-term-file = según un archivo
calendar-begins = Primer día
calendar-ends = Último día
calendar-term-add = Anotar el periodo
calendar-ask-close = ¿Anotar este cierre?
calendar-ask-open = ¿Quitar este cierre?
calendar-would-move =
    { $count ->
        [0] Ningún plazo en curso vencería otro día.
        [one] { $count } plazo en curso vencería otro día.
       *[other] { $count } plazos en curso vencerían otro día.
    }
calendar-nothing-yet = Todavía no ha cambiado nada.
calendar-do = Sí, cambiar el calendario
calendar-do-not = No, dejarlo como está
calendar-moved =
    { $count ->
        [0] Se cambió el calendario. Ningún plazo en curso se movió.
        [one] Se cambió el calendario, y con él { $count } plazo en curso.
       *[other] Se cambió el calendario, y con él { $count } plazos en curso.
    }
help-clocks = Los plazos y cómo se cuentan los días
help-clocks-1 = El día en que algo ocurre no cuenta. El primer día que cuenta es el siguiente: el siguiente día hábil donde se cuentan días hábiles.
help-clocks-2 = Los días hábiles son los del estado al que le toca: sin fines de semana, sin los festivos que el estado observa, sin los cierres que anotaron sus administradores de datos. Los días naturales cuentan todos, y el último puede ser domingo.
help-clocks-3 = El último día está a tiempo hasta la medianoche en la zona horaria del estado.
help-clocks-4 = La lista dice qué vence primero. Abra un plazo para ver qué lo inició, qué lo terminó, cada día que contó y por qué otros no.
help-clocks-5 = Nada se aprueba ni se cierra porque haya pasado un día: lo que nadie contesta se muestra como vencido hasta que alguien lo haga.
