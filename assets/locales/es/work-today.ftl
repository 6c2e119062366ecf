error-refused-work = Ninguna de sus funciones permite hacer esto. No se cambió nada. Si su trabajo lo requiere, pregunte al administrador de usuarios de su estado.
work-question-notice = Busque a los niños que se mudaron, o complete sus datos.
work-question-request = Envíe los datos que se piden.
work-question-correction = Estudie la solicitud, decida y avise a la familia.
work-question-findings = Corrija los errores en el sistema del estado y vuelva a enviar los estudiantes.
# La lista de trabajo de hoy: atajos, metas, varios a la vez, teclas.
work-level = Nivel
work-age-days =
    { $days ->
        [one] 1 día o más
       *[other] { $days } días o más
    }
work-legal = por ley { $day }
work-answer-by = responder antes del { $day }
work-answer-late = la primera respuesta se atrasó
work-decision-by = decidir antes del { $day }
work-goal-answer = Primera respuesta
work-goal-resolution = Decisión
work-goal-met = a tiempo
work-goal-missed = meta no cumplida
work-goal-until = meta
work-mended = Corregido
work-tick = Elegir el asunto { $number }
work-bulk = Tomar lo marcado
work-bulk-note = Los demás verán que usted lo tiene. Con esto no se decide nada.
work-bulk-none = No había nada marcado, así que no se tomó nada. Marque primero los asuntos.
work-bulk-taken =
    { $count ->
        [one] 1 asunto es suyo
       *[other] { $count } asuntos son suyos
    }
work-bulk-left = no se tomó
work-left-unknown = no existe ese asunto. No se cambió nada.
work-none-given = Nadie le ha pasado nada.
work-none-given-next = Los avisos de mudanza y las solicitudes de datos aparecen aquí cuando un administrador de datos se los pasa.
work-saved = Filtros guardados
work-saved-remove = Quitar el filtro { $name }
work-save = Guardar este filtro
work-save-name = Nombre, sin nombres de niños
work-save-name-wrong = El filtro no se guardó: el nombre debe tener de 1 a 40 caracteres.
work-save-full = El filtro no se guardó: ya tiene 20. Quite uno primero.
work-keys-title = Teclas
work-key-down = fila siguiente
work-key-up = fila anterior
work-key-open = abrirlo
work-key-take = tomarlo
work-key-tick = marcarlo
work-key-help = mostrar u ocultar estas teclas
work-done-mended = Corregido
work-then-mended = El asunto quedó cerrado.
work-step-released = Devuelto: quien lo tenía ya no trabaja aquí
# La página de inicio.
home-clocks = Plazos legales de esta semana
home-clocks-none = Ningún plazo legal vence esta semana.
home-new = Estudiantes nuevos
home-new-count =
    { $count ->
        [0] { $state }: ningún estudiante nuevo en los archivos de los últimos siete días
        [one] { $state }: 1 estudiante nuevo en los archivos de los últimos siete días
       *[other] { $state }: { $count } estudiantes nuevos en los archivos de los últimos siete días
    }
home-new-near =
    { $count ->
        [0] Ningún estudiante nuevo en sus distritos en los archivos de los últimos siete días
        [one] 1 estudiante nuevo en sus distritos en los archivos de los últimos siete días
       *[other] { $count } estudiantes nuevos en sus distritos en los archivos de los últimos siete días
    }
home-new-near-more = Al menos { $count } estudiantes nuevos en sus distritos en los archivos de los últimos siete días: son más de los que se pueden revisar aquí
home-last-file = El último archivo de mi estado
home-last-file-errors =
    { $rejected ->
        [0] Se aceptaron todos sus estudiantes.
        [one] Se rechazó 1 de { $read } estudiantes.
       *[other] Se rechazaron { $rejected } de { $read } estudiantes.
    }
home-duties = Lo que me toca
home-duty-terms = Volver a aceptar las Reglas de Conducta
home-duty-training = Volver a tomar la capacitación anual
home-duty-by = antes del { $day }
home-accounts = Cuentas
home-applications =
    { $count ->
        [0] No hay solicitudes pendientes.
        [one] 1 solicitud espera una decisión
       *[other] { $count } solicitudes esperan una decisión
    }
home-accounts-due =
    { $count ->
        [0] A nadie se le vencen las reglas ni la capacitación en los próximos 30 días.
        [one] A 1 persona se le vencen las reglas o la capacitación en los próximos 30 días
       *[other] A { $count } personas se les vencen las reglas o la capacitación en los próximos 30 días
    }
home-regions = Regiones
home-regions-off = { $state } no trabaja con regiones.
home-regions-without =
    { $count ->
        [0] { $state }: todos los distritos tienen región
        [one] { $state }: 1 distrito no tiene región
       *[other] { $state }: { $count } distritos no tienen región
    }
home-audit = Registro de auditoría
home-audit-checkpoint = Último punto de control firmado: { $entries } anotaciones. Para verificar el registro sin este servidor, tome la copia y ejecute vereda audit verify.
home-audit-none = Todavía no se ha firmado ningún punto de control.
home-audit-link = Leer el registro
home-operations = La máquina
home-operations-link = Tareas, próximas ejecuciones y mensajes
home-clocks-overdue = vencidos
home-clocks-week = vencen en siete días
home-given = Lo que me pasaron
