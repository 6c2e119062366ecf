# La vida de una cuenta: solicitar, decidir, cuentas, reglas, capacitación.
nav-applications = Solicitudes
nav-accounts = Cuentas
choose = Elija
never = Nunca
role-primary = Usuario primario
role-secondary = Usuario secundario
role-state_data_administrator = Administrador de datos
role-state_user_administrator = Administrador de usuarios
role-state_region_administrator = Administrador de regiones
role-government_administrator = Administrador gubernamental
role-ome_user_administrator = Administrador de usuarios de OME
role-privacy_act_administrator = Administrador de la Ley de Privacidad
role-operator = Operador
role-trainer = Capacitador
role-auditor = Auditor
area-nation = todos los estados
area-region = { $state }, región { $region }
area-district = { $state }, distrito { $district }
profile-name = Nombre
profile-title = Cargo o puesto
profile-address = Dirección del trabajo
profile-phone = Teléfono del trabajo
profile-email = Correo electrónico del trabajo
profile-role = Función
profile-state = Estado
profile-district = Número de distrito, si el trabajo es para un solo distrito
profile-district-hint = Los siete dígitos del número NCES del distrito. Déjelo vacío para todo el estado.
profile-region = Número de región, si el trabajo es para una sola región
profile-language = Idioma
error-refused-accounts = Ninguna de sus funciones le permite administrar cuentas. No se cambió nada.

apply-title = Solicitar acceso
apply-intro = Para quienes trabajan con estudiantes migratorios. Dé solo datos de su trabajo, nada privado.
apply-step-1 = Usted envía este formulario.
apply-step-2 = Su superior recibe un mensaje y confirma quién es usted, que su trabajo necesita el acceso y con qué función.
apply-step-3 = El administrador de usuarios de su estado decide.
apply-step-4 = Usted recibe su nombre de usuario y su primera contraseña en dos mensajes separados.
apply-you = Sobre usted
apply-access = Lo que necesita
apply-boss = Su superior
apply-boss-why = Su superior directo o alguien por encima. No puede ser usted.
apply-name = Nombre
apply-title-field = Cargo o puesto
apply-address = Dirección del trabajo
apply-phone = Teléfono del trabajo
apply-email = Correo electrónico del trabajo
apply-place = Región o distrito en sus propias palabras, si corresponde
apply-security_training = Última capacitación en ciberseguridad, si la hubo
apply-supervisor = Nombre de su superior
apply-supervisor_email = Correo electrónico del trabajo de su superior
apply-submit = Enviar la solicitud
apply-wrong = La solicitud todavía no se envió. Corrija por favor:
apply-wrong-name = Falta su nombre o tiene más de 200 caracteres.
apply-wrong-title = Falta su cargo o puesto o tiene más de 200 caracteres.
apply-wrong-address = Falta la dirección del trabajo o tiene más de 200 caracteres.
apply-wrong-phone = Falta el teléfono del trabajo o tiene más de 200 caracteres.
apply-wrong-email = El correo electrónico del trabajo no es una dirección a la que se pueda escribir.
apply-wrong-role = Elija una función y un estado. Un número de distrito tiene siete dígitos.
apply-wrong-place = La región o el distrito tiene más de 200 caracteres.
apply-wrong-supervisor = Falta el nombre de su superior o tiene más de 200 caracteres.
apply-wrong-supervisor_email = El correo de su superior no es una dirección a la que se pueda escribir, o es el suyo propio.
apply-wrong-security_training = La fecha de la capacitación debe ser un día pasado.
apply-sent-title = Su solicitud se envió
apply-sent = Su superior recibe un mensaje con un enlace que sirve durante 14 días. Después decide el administrador de usuarios de su estado. Le avisaremos por correo electrónico o por carta. Por ahora no tiene que hacer nada.
login-apply = ¿Todavía no tiene cuenta? Solicite el acceso

confirm-title = Confirmar una solicitud de acceso
confirm-intro = { $name } pide acceso a los expedientes de estudiantes migratorios y da el nombre de usted, { $supervisor }, como su superior. Revise por favor lo que dice aquí.
confirm-yes-title = Confirmo
confirm-identity = Conozco a esta persona y vi una identificación con fotografía.
confirm-need = El trabajo de esta persona necesita el acceso.
confirm-level = La función y el lugar son los adecuados para ese trabajo.
confirm-yes = Confirmar
confirm-no-title = No puedo confirmar
confirm-no-hint = Use esto si no conoce a la persona o si el trabajo no necesita el acceso.
confirm-no = No puedo confirmarlo
confirm-all = Marque las tres declaraciones, o diga que no puede confirmar. Todavía no se envió nada.
confirm-done-title = Gracias
confirm-done-yes = Su confirmación quedó registrada. Ahora decide el administrador de usuarios de su estado.
confirm-done-no = Quedó registrado que no puede confirmar. El administrador de usuarios de su estado lo verá.

applications-count =
    { $count ->
        [0] No espera ninguna solicitud.
        [one] Espera { $count } solicitud.
       *[other] Esperan { $count } solicitudes.
    }
applications-none = Nadie ha presentado una solicitud. Se presentan con el formulario que todos pueden abrir:
applications-form = El formulario de solicitud
applications-unattended = Solicitudes sobre las que nadie puede decidir
applications-unattended-hint = Estos estados no tienen quien administre a sus usuarios. El administrador de usuarios de OME puede nombrar a alguien: esa persona solicita la función con el formulario abierto a todos. Las solicitudes la esperan.
application-confirmed = Espera su decisión
application-denied = Su superior no la confirmó
application-received = Recibida
application-approved = Aprobada
application-refused = Rechazada
application-supervisor = Superior
application-vouched = Respuesta del superior
application-vouched-yes = Identidad, necesidad y nivel confirmados
application-vouched-no = No pudo confirmar
application-from-paper = registrado del papel por { $name }
application-decided = Decidió
application-account = Cuenta
application-same = Ya existe una cuenta con el mismo correo electrónico. Si está en uso, no puede haber otra; si se cerró, vuelve con esta solicitud.
application-paper = El superior confirmó en papel
application-paper-hint = Solo si el formulario firmado está en su archivo. Lo que registre lleva su nombre.
application-paper-yes = Identidad, necesidad y nivel confirmados
application-paper-no = El superior no puede confirmar
application-approve = Aprobar
application-approve-hint = La cuenta se crea con este nombre de usuario y esta función. El nombre de usuario y una primera contraseña salen en dos mensajes separados.
application-approve-submit = Aprobar y crear la cuenta
application-refuse = Rechazar
application-refuse-why = Por qué (se guarda con la solicitud, no se envía)
application-refuse-submit = Rechazar la solicitud

life-error-user-name = Un nombre de usuario tiene de 2 a 64 letras, dígitos, puntos, guiones, guiones bajos o @. Elija otro. No se cambió nada.
life-error-exists = Ya existe una cuenta con este nombre de usuario. Elija otro. No se cambió nada.
life-error-link = Este enlace ya no sirve: se usó o tiene más de 14 días. Si la solicitud sigue en espera, el administrador de usuarios de su estado puede registrar su respuesta en papel.
life-error-decided = Alguien ya decidió sobre esta solicitud. Su decisión no se registró. Abajo se ve lo que se decidió.
life-error-unconfirmed = El superior no ha confirmado esta solicitud. Después se podrá aprobar. No se cambió nada.
life-error-own = Nadie decide sobre su propia cuenta o solicitud, tampoco con otro nombre de usuario. Otro administrador de usuarios puede hacerlo. No se cambió nada.
life-error-own-paper = Usted mismo registró lo que dijo el supervisor en papel: otro administrador de usuarios aprueba. No se cambió nada.
application-own-paper = Usted registró lo que dijo el supervisor en papel. Para que participen dos personas, otro administrador de usuarios aprueba; usted todavía puede rechazarla.
life-error-elsewhere = Esta cuenta, o una de sus funciones, le corresponde a otro administrador de usuarios. No se cambió nada.
life-error-email-taken = Una cuenta en uso tiene este correo electrónico. No se cambió nada.
life-error-email-closed = Se cerró una cuenta con este correo electrónico. La dirección vuelve solo con una nueva solicitud. No se cambió nada.
life-error-status = La cuenta no está en una situación en que esto se pueda hacer; quizá alguien la cambió mientras tanto. No se cambió nada.
life-error-area = Elija una función y un estado. Un número de distrito tiene siete dígitos; un distrito y una región se excluyen. No se cambió nada.
life-error-last-grant = Una cuenta necesita una función. Suspéndala o ciérrela. No se cambió nada.
life-error-changed = Esto cambió desde que lo abrió. Ábralo de nuevo, por favor. No se cambió nada.
life-error-no-quiz = Este examen ya se entregó. Ábralo de nuevo para recibir otras preguntas.
life-error-profile = Falta el nombre o el correo electrónico, no se le puede escribir, o tiene más de 200 caracteres. No se cambió nada.
life-error-mailed = Los mensajes de esta cuenta salen por correo electrónico. No se cambió nada.
life-error-no-letters = Las cartas de esta cuenta ya se mostraron, o su contraseña venció. Al restablecerla se hacen otras.

accounts-count =
    { $count ->
        [one] { $count } cuenta de { $total }
       *[other] { $count } cuentas de { $total }
    }
accounts-none = Ninguna cuenta corresponde. Cambie la búsqueda o vea las solicitudes.
accounts-search = Nombre, nombre de usuario, correo o puesto
accounts-status = Situación
accounts-due = Solo las que tienen reglas o capacitación por vencer en 30 días
accounts-show = Mostrar
accounts-report = Informe de cuentas (CSV)
account-active = Activa
account-disabled = Suspendida
account-disabled-wrong = Suspendida por contraseñas equivocadas
account-disabled-unused = Suspendida por falta de uso
account-closed = Cerrada
account-done-changed = La cuenta se cambió.
account-done-status = La situación de la cuenta cambió. Su titular recibe un mensaje.
account-done-reset = La cuenta tiene una nueva primera contraseña, que sale en un mensaje. Sus sesiones terminaron.
account-done-made = La cuenta está hecha. Lo que sigue:
made-mailed = El nombre de usuario y la primera contraseña salen a { $email } en dos mensajes separados.
made-printed = Aquí no se envía correo: muestre las dos cartas de abajo, imprímalas y entréguelas por separado.
made-logs-in = La persona entra en un plazo de { $days } días; después hay que restablecer la cuenta para darle otra primera contraseña.
made-steps = Al entrar por primera vez elige su propia contraseña, configura una segunda prueba, acepta las Reglas de Conducta y aprueba los cursos de su función.
account-created = Creada
account-last-login = Última entrada
account-terms = Reglas aceptadas
account-trained = Capacitación aprobada
account-terms-until = Aceptar las reglas a más tardar
account-trained-until = Aprobar la capacitación a más tardar
account-change = Cambiar nombre, datos del trabajo o idioma
account-roles = Dar o quitar funciones
account-reset = Restablecer la contraseña y el segundo factor
account-reset-hint = Para quien los perdió y a quien usted reconoce. Terminan todas las sesiones. Una nueva primera contraseña sale en un mensaje; el segundo factor se vuelve a preparar en la próxima entrada.
account-reset-submit = Restablecer
account-save = Guardar
account-give = Dar esta función
account-take = Quitar esta función
account-disable = Suspender
account-enable = Reactivar
account-deactivate = Cerrar para siempre
due-terms = Reglas: { $date }
due-training = Capacitación: { $date }
status-disabled-title = ¿Suspender a { $name }?
status-disabled-text = La cuenta no se puede usar hasta que alguien la reactive. No se pierde nada.
status-disabled-submit = Suspender la cuenta
status-enabled-title = ¿Reactivar a { $name }?
status-enabled-text = La cuenta se puede usar otra vez como estaba. Se olvidan las contraseñas equivocadas.
status-enabled-submit = Reactivar la cuenta
status-deactivated-title = ¿Cerrar para siempre la cuenta de { $name }?
status-deactivated-text = La cuenta no podrá usarse nunca más. El correo electrónico de la persona vuelve solo con una nueva solicitud. Los papeles se guardan tres años.
status-deactivated-submit = Cerrar la cuenta
status-sessions =
    { $count ->
        [0] No hay ninguna sesión abierta.
        [one] Termina { $count } sesión abierta.
       *[other] Terminan { $count } sesiones abiertas.
    }
status-items =
    { $count ->
        [0] No tiene asuntos abiertos en la lista de trabajo.
        [one] Tiene { $count } asunto abierto en la lista de trabajo: asígnelo a otra persona.
       *[other] Tiene { $count } asuntos abiertos en la lista de trabajo: asígnelos a otra persona.
    }
status-back = Dejarla como está
letters-hint = Esperan dos cartas: el nombre de usuario y la primera contraseña. Se muestran una sola vez. Imprímalas y entréguelas por separado.
letters-show = Mostrar las dos cartas
letters-title = Cartas para imprimir
letters-once = Esta página se muestra una sola vez. Imprímala ahora. Las cartas van en dos sobres.
leavers-title = Quiénes se fueron
leavers-count =
    { $count ->
        [0] Nadie se ha ido.
        [one] Se cerró { $count } cuenta.
       *[other] Se cerraron { $count } cuentas.
    }
leavers-at = Cerrada
leavers-by = Por
leavers-why = Por qué
leavers-papers = Papeles hasta

terms-version = Versión { $version } del { $date }
terms-accept = Leí estas reglas, las entiendo y las voy a cumplir.
terms-submit = Aceptar
terms-tick = Marque la declaración al pie de las reglas para aceptarlas. Todavía no se registró nada.
terms-accepted = Usted aceptó estas reglas el { $at }.

training-title = Capacitación
training-must = Antes de seguir, apruebe los cursos marcados como pendientes.
training-done = Su capacitación está completa.
training-on = Seguir
training-passed = Aprobado
training-due = Pendiente
training-until = Volver a tomarlo a más tardar el { $date }
training-certificates = Certificados
training-minutes = Unos { $minutes } minutos, con el examen
training-lessons = Lecciones
training-quiz = Hacer el examen
training-pass = Se aprueba con { $percent } de 100. Puede repetirlo cuantas veces quiera, cada vez con otras preguntas.
training-quiz-title = Examen
training-hand-in = Entregar
training-graded-passed = Aprobado con { $percent } de 100
training-graded-failed = No aprobado: { $percent } de 100
training-missed = Lo que no fue correcto
training-go-on = Seguir
training-certificate = Su certificado
training-again-hint = Lea otra vez las lecciones e inténtelo con preguntas nuevas.
training-again = Intentar otra vez
certificate-title = Certificado
certificate-says = Se certifica que esta persona aprobó el curso que se indica.
certificate-course = Curso
certificate-date = Aprobado
certificate-score = Calificación
certificate-number = Número
audit-kind-application-received = Solicitud recibida
audit-kind-application-confirmed = Solicitud contestada por el superior
audit-kind-application-decided = Solicitud decidida
audit-kind-terms-accepted = Reglas de Conducta aceptadas
audit-kind-quiz-drawn = Examen comenzado
audit-kind-training-taken = Examen entregado
audit-kind-account-changed = Cuenta cambiada
audit-kind-account-status-changed = Cuenta suspendida, reactivada o cerrada
audit-kind-reminded = Recordatorio enviado
audit-kind-papers-removed = Papeles antiguos eliminados
audit-kind-accounts-reported = Informe de cuentas obtenido
