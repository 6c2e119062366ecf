# Solicitudes de corrección, declaraciones de desacuerdo y las cartas a las familias.
statement-title = Declaración de desacuerdo
statement-what = La persona interesada o su familia no está de acuerdo con este expediente.
statement-by = La agregó la persona administradora de la Ley de Privacidad del Departamento de Educación de EE. UU.
statement-ended-title = Declaraciones de desacuerdo que se retiraron
statement-ended = Se retiró el
hint-correction = Hay una solicitud de corrección abierta sobre este estudiante:
statement-way = Declaración de desacuerdo
statement-intro = La declaración de desacuerdo aparece en cada vista, impresión y exportación de este expediente, y lo acompaña en uniones y separaciones, hasta que usted la retire. Los datos no cambian.
statement-text = La declaración, en palabras de la persona que no está de acuerdo
statement-hint = Texto sencillo, de { $most } caracteres como máximo. La lee toda persona que vea el expediente.
statement-wrong = La declaración debe tener entre 1 y { $most } caracteres. No se agregó nada; abajo está lo que usted escribió.
statement-enter = Agregar la declaración
statement-end = Retirar la declaración
statement-end-why = Por qué se retira
nav-corrections = Correcciones
corrections-one = Solicitud de corrección
corrections-intro = Las familias, los estados y el Departamento de Educación piden que se corrijan datos. Decide el estado que envió los datos, y los datos corregidos llegan en su propio archivo. Nada se decide por dejar pasar el tiempo.
corrections-count =
    { $open ->
        [one] { $open } solicitud abierta
       *[other] { $open } solicitudes abiertas
    }, { $overdue } fuera de plazo; abajo se muestran { $shown }.
corrections-none = No hay ninguna solicitud así.
corrections-none-next = Para registrar una, abra el expediente del niño y elija «Avisar que algo está mal».
corrections-status = Situación
corrections-open = Abiertas
corrections-all = Todas
corrections-mine = Las mías
corrections-overdue = Solo las que están fuera de plazo
corrections-show = Mostrar
corrections-number = Número
corrections-child = Identificador MSIX
corrections-who = Quién la pide
corrections-answers = Responde
corrections-age = Recibida
corrections-due = Vence
corrections-late = fuera de plazo
corrections-days =
    { $days ->
        [0] hoy
        [one] hace { $days } día
       *[other] hace { $days } días
    }
corrections-newer = Más recientes
corrections-older = Más antiguas
corrections-status-received = recibida
corrections-status-acknowledged = con acuse de recibo
corrections-status-forwarded = remitida
corrections-status-decided = decidida
corrections-status-awaiting-data = en espera de los datos
corrections-status-closed = cerrada
corrections-status-withdrawn = retirada
corrections-granted = aceptada
corrections-denied = denegada
corrections-say-wrong = Avisar que algo está mal
corrections-new = Solicitud de corrección
corrections-choose = Marque cada dato que se considera incorrecto, tal como lo envió el estado. Después diga cuál debería ser.
corrections-next = Continuar
corrections-other-values = Elegir otros datos
corrections-what-should = ¿Qué debería decir?
corrections-who-asks = Quién la pide
corrections-what = Dato
corrections-stands = Cuando se objetó
corrections-wanted = Debería decir
corrections-since = Enviado después
corrections-same = nada nuevo todavía
corrections-file = Archivo
corrections-requester = Quién la pide
corrections-requester-parent = Madre o padre
corrections-requester-guardian = Tutor o persona a cargo
corrections-requester-child = El estudiante
corrections-requester-state = Otro estado
corrections-requester-ed = Departamento de Educación de EE. UU.
corrections-requester-which = Qué estado, si la pide un estado
corrections-name = Nombre
corrections-address = Dirección postal para las cartas
corrections-channel = Cómo llegó
corrections-channel-in-person = En persona
corrections-channel-telephone = Por teléfono
corrections-channel-letter = Por carta
corrections-channel-email = Por correo electrónico
corrections-channel-portal = Por otro portal
corrections-language = Idioma de las cartas
corrections-proof = Con qué se comprobó quién es y su relación con el estudiante
corrections-proof-photo-id = Identificación con fotografía
corrections-proof-birth-certificate = Acta de nacimiento del estudiante
corrections-proof-consular-id = Matrícula consular o pasaporte
corrections-proof-court-order = Orden judicial o poder notarial
corrections-proof-school-record = Documentos de la propia escuela
corrections-proof-known = El personal la conoce en persona
corrections-proof-official-letter = Oficio de la agencia
corrections-proof-other = Otro documento
corrections-proof-hint = Solo se guarda la clase de documento. Nunca anote el número de un documento.
corrections-received = Día en que se recibió
corrections-received-by = La registró
corrections-please = Elija
corrections-look = Revisar antes
corrections-preview = ¿Registrar esta solicitud?
corrections-old = Según lo escrito, se recibió hace más de un año. Revise el día, por favor: desde ese día corre el plazo legal.
corrections-several =
    { $count ->
       *[other] Los datos los enviaron { $count } estados: se registran { $count } solicitudes relacionadas entre sí, porque cada estado responde por sus propios datos.
    }
corrections-answers-for = Responde { $state }
corrections-clock-begins = Empieza un plazo:
corrections-until = hasta el
corrections-unattended = { $state } no tiene administrador de datos en este sistema. El asunto sube al nivel nacional; avise también a { $state } por otra vía.
corrections-take-down = Registrar la solicitud
corrections-change = Cambiar algo
corrections-clock = Plazo legal
corrections-clocks = Plazos legales
corrections-clock-whose = De quién
corrections-clock-began = Empezó
corrections-clock-stopped = Terminó
corrections-clock-runs = en curso
corrections-clock-parent-request = Respuesta a la familia, 30 días
corrections-clock-forward-request = Remisión al otro estado, 4 días hábiles
corrections-clock-correction-upload = Datos corregidos, 4 días hábiles
corrections-clock-state-question = Respuesta a un estado, 10 días hábiles
corrections-clock-ed-question = Respuesta al Departamento, 10 días hábiles
corrections-disputed = Lo que se objeta
corrections-with = Registrada junto con
corrections-moved = El dato pertenece ahora a otro expediente. Cuando se objetó, el expediente era
corrections-split = El expediente se separó después: los datos pertenecen ahora a varios niños. La solicitud sigue a los datos.
corrections-granted-title = Aceptada
corrections-denied-title = Denegada
corrections-next-title = Lo que sigue
corrections-forward-text = Estos datos los envió { $state }. Remita la solicitud en un plazo de 4 días hábiles; { $state } tiene entonces 30 días para responder.
corrections-forward = Remitir
corrections-decide = Decidir
corrections-decide-granted = Los datos están mal: se corregirán y se enviarán en un plazo de 4 días hábiles
corrections-decide-denied = Los datos son correctos: quedan como están
corrections-reason = Por qué, tal como aparecerá en la carta a quien la pidió (en el idioma de esa persona)
corrections-decide-go = Decidir
corrections-close-text = Todo está hecho. Compare lo que se envió con lo que se pidió y cierre la solicitud.
corrections-close-lacks = Antes de cerrar la solicitud hay que hacer estas cartas:
corrections-close = Cerrar la solicitud
corrections-note = Agregar una nota
corrections-note-why = Nota
corrections-withdraw = La persona retiró su solicitud
corrections-withdraw-why = Qué dijo la persona
corrections-letters = Cartas
corrections-letters-text = Al hacer una carta quedan registrados el día y su nombre. Puede volver a imprimirse cuando quiera.
corrections-letters-unnamed = A las cartas de { $state } les faltaría:
corrections-letters-no-name = el nombre de la agencia
corrections-letters-no-address = su dirección
corrections-letters-no-phone = su teléfono
corrections-letters-no-signature = el cargo de quien firma
corrections-letters-setting = El operador los indica en { $section } de la configuración. Hasta entonces las cartas llevan ahí palabras generales, o nada.
corrections-letter-make = Hacer
corrections-letter-made = hecha el
corrections-letter-acknowledgment = Acuse de recibo
corrections-letter-forwarded = Solicitud remitida
corrections-letter-decision = Decisión
corrections-letter-data = Llegaron los datos corregidos
corrections-take = Tomarla a mi cargo
corrections-hand = Pasarla a otros o subirla un nivel
corrections-step-received = Recibida
corrections-step-forwarded = Remitida
corrections-step-granted = Aceptada
corrections-step-denied = Denegada
corrections-step-note = Nota
corrections-step-data = Llegaron otros datos
corrections-step-data-as-before = Los datos volvieron a ser los de antes
corrections-step-withdrawn = Retirada
corrections-step-closed = Cerrada
corrections-step-letter-acknowledgment = Carta: acuse de recibo
corrections-step-letter-forwarded = Carta: remisión
corrections-step-letter-decision = Carta: decisión
corrections-step-letter-data = Carta: datos corregidos
corrections-done-received = La solicitud quedó registrada con este número. Sigue: hacer la carta de acuse de recibo.
corrections-done-forwarded = La solicitud se remitió.
corrections-done-decided = La decisión quedó registrada. Sigue: hacer la carta de la decisión, para que la persona lo sepa a tiempo.
corrections-done-note = La nota se agregó.
corrections-done-withdrawn = La solicitud quedó retirada.
corrections-done-closed = La solicitud está cerrada.
corrections-error-mistakes = La solicitud no se registró. No se perdió nada de lo que escribió. Revise, por favor:
corrections-error-changed = El expediente cambió después de elegir los datos: el estado envió algo nuevo. No se registró nada. Elija de nuevo, por favor.
corrections-error-other-states = Esta solicitud corresponde a administradores de datos de otros estados. No se cambió nada.
corrections-error-stands = Alguien ya lo hizo, o la solicitud todavía no llega a ese punto. No se cambió nada; abajo está la solicitud como está ahora.
corrections-error-ruling = Diga si la solicitud se acepta o se deniega. No se cambió nada.
corrections-error-receiver = Solo el estado que recibió la solicitud, o quien la registró, puede anotar que la persona la retiró. No se cambió nada.
corrections-wrong-values = Marque al menos un dato y como máximo 20.
corrections-wrong-wanted = Diga qué debería decir cada dato, en 500 caracteres como máximo.
corrections-wrong-requester = Diga quién la pide y, si es un estado, cuál.
corrections-wrong-name = El nombre de la persona que la pide.
corrections-wrong-address = La dirección postal, en 400 caracteres como máximo.
corrections-wrong-channel = Cómo llegó la solicitud.
corrections-wrong-language = El idioma de las cartas.
corrections-wrong-proof = Con qué se comprobó quién la pide.
corrections-wrong-received = El día en que se recibió.
corrections-wrong-future = El día en que se recibió no puede estar en el futuro.
corrections-wrong-statement = La declaración.
corrections-wrong-again = La misma persona ya objetó los mismos datos, y esa solicitud sigue abierta:

# Las cartas.
letter-month-1 = enero
letter-month-2 = febrero
letter-month-3 = marzo
letter-month-4 = abril
letter-month-5 = mayo
letter-month-6 = junio
letter-month-7 = julio
letter-month-8 = agosto
letter-month-9 = septiembre
letter-month-10 = octubre
letter-month-11 = noviembre
letter-month-12 = diciembre
letter-date = { $day } de { $month } de { $year }
letter-how = Imprima esta página o abra la carta como archivo PDF. La carta está en el idioma de quien hizo la solicitud.
letter-pdf = Abrir como PDF
letter-agency = Programa de Educación Migrante, estado de { $state }
letter-signature = Dirección estatal del Programa de Educación Migrante
letter-request = Solicitud de corrección
letter-greeting = Apreciable { $name }:
letter-closing = Atentamente,
letter-stands = En el expediente:
letter-wanted = Usted pide:
letter-now = Ahora en el expediente:
letter-reason = Motivo de la decisión
letter-acknowledgment-subject = Recibimos su solicitud de corrección
letter-acknowledgment-text = El { $received } recibimos su solicitud de corregir { $who ->
        [child] su expediente de estudiante migrante
       *[other] el expediente de estudiante migrante de { $child }
    }. Le agradecemos que nos haya avisado. Su solicitud lleva el número { $number }. Usted nos pide corregir lo siguiente:
letter-acknowledgment-days = Estudiaremos su solicitud, tomaremos una decisión y se la comunicaremos por escrito a más tardar el { $due }.
letter-acknowledgment-elsewhere = Estos datos los envió el estado de { $state }. En un plazo de 4 días hábiles remitiremos su solicitud a ese estado y le avisaremos cuando lo hayamos hecho. La decisión la tomará { $state }.
letter-acknowledgment-next = Mientras tanto, el expediente queda como está. Si tiene documentos que muestren cuál es el dato correcto, le rogamos que nos envíe copias e indique el número de su solicitud. Usted puede retirar su solicitud en cualquier momento.
letter-forwarded-subject = Remitimos su solicitud de corrección
letter-forwarded-text = Estos datos de { $who ->
        [child] su expediente de estudiante migrante
       *[other] el expediente de estudiante migrante de { $child }
    } los envió el estado de { $state }. El { $forwarded } remitimos su solicitud { $number } a ese estado, que es el responsable de ellos:
letter-forwarded-days = { $state } estudiará su solicitud como si usted la hubiera presentado allí, y le comunicará su decisión por escrito a más tardar el { $forwarded-due }. Usted no necesita hacer nada más. Si tiene preguntas, puede seguir acudiendo a nosotros.
letter-forwarded-next = { $state } responderá por escrito. Usted no necesita hacer nada más.
letter-granted-subject = Su solicitud de corrección fue aceptada
letter-granted-text = El { $decided } el estado de { $state } decidió sobre su solicitud { $number }, relativa { $who ->
        [child] a su expediente de estudiante migrante
       *[other] al expediente de estudiante migrante de { $child }
    }. La solicitud fue aceptada. Se corregirá lo siguiente:
letter-granted-next = Los datos corregidos se enviarán al sistema de intercambio en un plazo de 4 días hábiles a partir de la decisión. Cuando hayan llegado, usted puede pedirnos que se lo confirmemos por escrito.
letter-denied-subject = Su solicitud de corrección fue denegada
letter-denied-text = El { $decided } el estado de { $state } decidió sobre su solicitud { $number }, relativa { $who ->
        [child] a su expediente de estudiante migrante
       *[other] al expediente de estudiante migrante de { $child }
    }. La solicitud fue denegada: el expediente queda como está.
letter-rights = Sus derechos
letter-rights-hearing = Usted tiene derecho a una audiencia. Según la Ley de Derechos Educativos y Privacidad Familiar (FERPA, 20 U.S.C. 1232g; 34 CFR 99.20 a 99.22), puede pedir una audiencia para demostrar que el expediente es inexacto, engañoso o contrario a la privacidad. Escriba, por favor, a la dirección que encabeza esta carta e indique el número { $number }.
letter-rights-statement = Usted tiene derecho a agregar una declaración. Puede escribir con sus propias palabras por qué no está de acuerdo. La declaración se incorpora al expediente, y la lee toda persona que lo vea, lo imprima o lo reciba.
letter-rights-ed = Usted tiene derecho a acudir al Departamento de Educación de los Estados Unidos. Según la Ley de Privacidad de 1974 (5 U.S.C. 552a), puede pedirle al Departamento que corrija el expediente, y el Departamento puede incorporar en él su declaración. Escriba a:
letter-ed-address = U.S. Department of Education
    Office of Migrant Education
    400 Maryland Avenue SW
    Washington, DC 20202
letter-data-subject = Llegaron los datos corregidos
letter-data-text = A raíz de su solicitud { $number }, el estado de { $state } envió datos nuevos para { $who ->
        [child] su expediente de estudiante migrante
       *[other] el expediente de estudiante migrante de { $child }
    }. Esto es lo que el expediente dice ahora:
letter-data-next = Si algo todavía no está bien, avísenos, por favor, e indique el número { $number }.
corrections-wrong-day = Ponga una fecha, o déjela vacía y diga con palabras lo que se sabe.
corrections-day-words = Con palabras: qué se sabe de la fecha, o por qué es otra (puede quedar vacío)
corrections-status-arrived = llegaron datos nuevos
corrections-arrived = Llegaron datos nuevos. Compárelos con lo que se pidió:
corrections-arrived-close = Cierre la solicitud cuando todo esté hecho.
corrections-arrived-tell = Haga la carta que se lo dice a quien lo pidió y luego cierre la solicitud.
corrections-group-names = Nombres
corrections-group-birth = Nacimiento
corrections-group-parents = Padres y cómo comunicarse con ellos
corrections-group-other = Otros datos del niño
letter-address-blank = Dirección: ____________________________________________
letter-address-warn = No se ha indicado la dirección de la oficina, así que la carta lleva una línea en blanco. Escríbala a mano antes de enviarla: la familia debe saber a dónde escribir. Un operador puede indicarla para todas las cartas en la configuración (agency).
