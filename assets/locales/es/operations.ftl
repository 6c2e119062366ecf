# Las páginas de quien opera el sistema: si la máquina está bien.
nav-operations = Operación
operations-title = Operación
operations-now = { $when }. Vereda { $version }
operations-begun = En marcha: { $job }. Vuelva a cargar la página para ver cómo terminó.
operations-error-running = Esta tarea ya está en marcha. Espere a que termine.
operations-machine = La máquina
operations-gigabytes = { $count } GB
operations-megabytes = { $count } MB
operations-kilobytes = { $count } KB
operations-unknown = no se sabe
operations-free = Espacio libre en el disco
operations-store = Almacén de datos
operations-index = Índice de búsqueda
operations-index-level = al día
operations-index-busy = incorpora cambios en este momento
operations-index-behind =
    { $count ->
        [one] { $count } cambio en espera
       *[other] { $count } cambios en espera
    }
operations-checkpoint = Último punto de control del registro de auditoría
operations-checkpoint-at = { $when }, sobre { $count } entradas
operations-checkpoint-none = todavía ninguno
operations-mail = Mensajes a las personas
operations-mail-off = No se envía correo: la configuración no indica un servidor de correo ni un directorio. Los administradores de usuarios imprimen las cartas a los usuarios nuevos.
operations-mail-waiting =
    { $count ->
        [0] No hay mensajes en espera.
        [one] Hay { $count } mensaje en espera.
       *[other] Hay { $count } mensajes en espera.
    }
operations-mail-oldest = El más antiguo, desde el { $when }.
operations-mail-trouble = No sale ningún mensaje desde el { $when }.
operations-mail-trouble-hint = No se pierde nada: se vuelve a intentar sin que nadie intervenga, y entonces sale lo que espera.
operations-mail-failed =
    { $count ->
        [one] { $count } mensaje no se pudo entregar
       *[other] { $count } mensajes no se pudieron entregar
    }
operations-mail-failed-hint = El servidor de correo los rechazó de manera definitiva o durante más tiempo del que se intenta. Una dirección equivocada se corrige en la página de la cuenta.
operations-mail-retry = Enviarlo otra vez
operations-mail-secret = Llevaba una contraseña o un enlace que ya no se guarda: se genera de nuevo en la página de la cuenta.
operations-error-retry = Este mensaje no admite otro intento: ya se envió, o lo que llevaba ya no se guarda.
operations-mail-tries =
    { $count ->
        [one] mensaje { $number }, un intento
       *[other] mensaje { $number }, { $count } intentos
    }
operations-jobs = Tareas
operations-zone = Las horas de las tareas son las de { $zone }; las demás horas de esta página son UTC.
operations-zone-utc = Todas las horas son UTC.
operations-job = Tarea
operations-last = Última vez
operations-next = Próxima vez
operations-act = Ahora
operations-run = Ejecutar ahora
operations-running = en marcha
operations-idle = La última revisión fue el { $when }: no había nada que hacer.
operations-never = Todavía no se ha ejecutado
operations-began = Empezó
operations-by = La puso en marcha
operations-took = Duró
operations-result = Resultado
operations-planned = plan del { $when }
operations-seconds = { $count } s
operations-newest = Las más recientes
operations-older = Las anteriores
operations-history-none = Todavía no hay nada anotado. Las tareas que se repiten cada pocos minutos se anotan solo cuando hicieron algo.
operations-result-begun = empezó
operations-result-done = hecha
operations-result-failed = falló
operations-result-cut-off = la cortó el fin del programa
operations-every-seconds = cada { $count } segundos
operations-every-minutes = cada { $count } minutos
operations-daily = todos los días a las { $time }
operations-workdays = de lunes a viernes a las { $time }
operations-job-submissions = Archivos detenidos
operations-job-submissions-text = Lleva hasta el final los archivos que quedaron a medias.
operations-job-clocks = Plazos legales
operations-job-clocks-text = Revisa los plazos legales y avisa de los que se acercan a su fin o ya vencieron.
operations-job-worklist = Asuntos atrasados
operations-job-worklist-text = Sube de nivel los asuntos atrasados y las solicitudes cuyo recibo nadie confirmó, y devuelve lo que tenían las personas que ya no tienen acceso.
operations-job-checkpoint = Puntos de control
operations-job-checkpoint-text = Firma los puntos de control del registro de auditoría cuando toca. Cada uno es una entrada del registro; la tarea se anota solo cuando falla.
operations-job-accounts = Cuentas
operations-job-accounts-text = Recuerda lo que toca cada año, bloquea las cuentas que nadie usa y elimina los documentos antiguos.
operations-job-outbox = Mensajes antiguos
operations-job-outbox-text = Elimina los mensajes que salieron hace mucho.
operations-job-index = Revisión del índice
operations-job-index-text = Compara el índice de búsqueda con el almacén de datos.
operations-job-digests = Mensajes diarios
operations-job-digests-text = Avisa a quienes quieren un solo mensaje al día cuántas cosas les esperan.
operations-did-submissions =
    { $count ->
        [one] { $count } archivo
       *[other] { $count } archivos
    }
operations-did-warned =
    { $count ->
        [one] aviso de { $count } plazo
       *[other] aviso de { $count } plazos
    }
operations-did-messages =
    { $count ->
        [one] { $count } mensaje preparado
       *[other] { $count } mensajes preparados
    }
operations-did-started =
    { $count ->
        [one] { $count } plazo iniciado
       *[other] { $count } plazos iniciados
    }
operations-did-stopped =
    { $count ->
        [one] { $count } plazo detenido
       *[other] { $count } plazos detenidos
    }
operations-did-given-back =
    { $count ->
        [one] { $count } asunto devuelto
       *[other] { $count } asuntos devueltos
    }
operations-did-requests-sent-up =
    { $count ->
        [one] { $count } solicitud subió de nivel
       *[other] { $count } solicitudes subieron de nivel
    }
operations-did-sent-up =
    { $count ->
        [one] { $count } asunto subió de nivel
       *[other] { $count } asuntos subieron de nivel
    }
operations-did-reminded =
    { $count ->
        [one] { $count } recordatorio
       *[other] { $count } recordatorios
    }
operations-did-locked =
    { $count ->
        [one] { $count } cuenta bloqueada
       *[other] { $count } cuentas bloqueadas
    }
operations-did-papers =
    { $count ->
        [one] { $count } documento eliminado
       *[other] { $count } documentos eliminados
    }
operations-did-messages-removed =
    { $count ->
        [one] { $count } mensaje eliminado
       *[other] { $count } mensajes eliminados
    }
operations-did-digests =
    { $count ->
        [one] { $count } mensaje preparado
       *[other] { $count } mensajes preparados
    }
account-mail = Mensajes sobre el trabajo
account-mail-text = Cómo se le avisa del trabajo que le espera. Los mensajes sobre su propia cuenta llegan siempre de inmediato.
account-mail-each = Un mensaje por cada asunto, de inmediato
account-mail-daily = Un mensaje al día, de lunes a viernes, si hay algo
account-mail-never = Ninguno: lo veo al entrar
account-mail-save = Guardar
account-mail-failed = Mensajes que no se pudieron entregar
account-mail-failed-hint = El servidor de correo los rechazó. Revise la dirección de correo electrónico.
says-title = Todavía no se ha enviado nada
says-warning = Parece que este texto dice más de lo debido sobre un menor. Otras personas lo leen y queda guardado. Quite lo que no haga falta, o envíelo tal como está.
says-text = Lo que usted escribió
says-found = Parece que contiene:
says-changed = Enviar lo que dice ahora
says-send = Enviarlo tal como está: aquí hace falta
says-note = Todo lo demás que llenó se conserva y va incluido.
says-name = un nombre del menor
says-ssn = un número de Seguro Social
says-phone = un número de teléfono
says-email = una dirección de correo electrónico
says-birth-date = una fecha de nacimiento
