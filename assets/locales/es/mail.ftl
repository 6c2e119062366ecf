# Mensajes a las personas. Nunca dicen nada de un menor: hay algo, entre al sistema. Lo que debe ser secreto va solo en
# los tres que lo llevan.
mail-foot = Este mensaje lo escribió un programa. Nunca envíe datos de un estudiante por correo electrónico.
mail-user-name-subject = Su cuenta de Vereda: nombre de usuario
mail-user-name-text =
    Se aprobó su solicitud de acceso a los expedientes de estudiantes.

    Su nombre de usuario es: { $user }

    La primera contraseña le llega en otro mensaje. Entre en { $portal }
mail-one-time-password-subject = Su cuenta de Vereda: primera contraseña
mail-one-time-password-text =
    Esta es la primera contraseña de su cuenta. Sirve una sola vez, hasta el { $until }:

    { $secret }

    Entre en { $portal } con el nombre de usuario del otro mensaje. Ahí elegirá su propia contraseña, preparará una segunda forma de demostrar quién es, aceptará las Reglas de Conducta y tomará la capacitación.

    Nadie le pedirá nunca esta contraseña.
mail-confirm-application-subject = Confirme por favor una solicitud de acceso
mail-confirm-application-text =
    Una persona pide acceso a los expedientes de estudiantes migratorios y da el nombre de usted como su superior.

    Nombre declarado: { $about }

    Díganos por favor si conoce a esta persona, si vio una identificación con fotografía y si su trabajo necesita el acceso. Este enlace es solo para usted. Sirve una sola vez, hasta el { $until }:

    { $link }

    Si no conoce a esta persona, dígalo en el mismo enlace.
mail-application-waiting-subject = Una solicitud espera su decisión
mail-application-waiting-text =
    Una solicitud de acceso espera a un administrador de usuarios. Entre para verla: { $portal }
mail-application-unattended-subject = Una solicitud sobre la que nadie puede decidir
mail-application-unattended-text =
    Una solicitud de acceso espera en un estado sin administrador de usuarios: { $about }. Hace falta alguien que pueda decidir. Entre para ver lo que espera: { $portal }
mail-application-refused-subject = Su solicitud de acceso
mail-application-refused-text =
    No se aprobó su solicitud de acceso. Su superior o el administrador de usuarios puede decirle por qué. Puede volver a presentarla en { $portal }
mail-terms-due-subject = Vuelva a aceptar las Reglas de Conducta
mail-terms-due-text =
    Las Reglas de Conducta se aceptan cada año. Su aceptación vence el { $about }. Entre para leerlas y aceptarlas: { $portal }
mail-training-due-subject = Le toca la capacitación de este año
mail-training-due-text =
    La capacitación anual de seguridad y privacidad se aprueba a más tardar el { $about }. Entre para tomarla: { $portal }
mail-password-reset-subject = Una contraseña nueva para su cuenta
mail-password-reset-text =
    Alguien, esperamos que usted, pidió una contraseña nueva. Este enlace sirve una sola vez, hasta el { $until }:

    { $link }

    Si no fue usted, no haga nada: su contraseña sigue igual.
mail-credentials-changed-subject = Hubo un cambio en su cuenta
mail-credentials-changed-text =
    Se cambió su contraseña, la segunda forma de demostrar quién es o la dirección para estos mensajes. Si no fue usted, avise de inmediato a su administrador de usuarios. { $portal }
mail-account-disabled-subject = Su cuenta quedó suspendida
mail-account-disabled-text =
    Por ahora nadie puede entrar en su cuenta. Su administrador de usuarios puede decirle por qué y abrirla otra vez: { $portal }
mail-account-enabled-subject = Su cuenta se puede usar otra vez
mail-account-enabled-text =
    Su cuenta se puede usar otra vez. Entre en { $portal }
mail-account-deactivated-subject = Su cuenta se cerró
mail-account-deactivated-text =
    Su cuenta se cerró de manera definitiva. Si su trabajo vuelve a necesitar el acceso, presente una nueva solicitud en { $portal }
mail-notice-waiting-subject = Le espera un aviso de mudanza
mail-notice-waiting-text =
    Le espera un aviso de mudanza del estudiante con MSIX ID { $about }. Entre en { $portal } para leerlo.
mail-notice-answered-subject = Novedades de su aviso de mudanza
mail-notice-answered-text =
    Hay novedades del aviso de mudanza que usted envió, del estudiante con MSIX ID { $about }. Entre en { $portal } y mire en Mudanzas, Enviados.
mail-request-waiting-subject = Le espera una solicitud de datos
mail-request-waiting-text =
    Se piden datos del estudiante con MSIX ID { $about }. Entre en { $portal } para leer la solicitud.
mail-request-answered-subject = Novedades de su solicitud de datos
mail-request-answered-text =
    Hay novedades de su solicitud de datos del estudiante con MSIX ID { $about }. Entre en { $portal } para leerlas.
mail-correction-waiting-subject = Le espera una solicitud de corrección
mail-correction-waiting-text =
    Le espera una solicitud de corregir datos del estudiante con MSIX ID { $about }. Entre en { $portal } para leerla.
mail-correction-decided-subject = Se decidió una solicitud de corrección
mail-correction-decided-text =
    Se decidió la solicitud de corregir datos del estudiante con MSIX ID { $about }. Entre en { $portal } para leer la decisión.
mail-item-assigned-subject = Se le asignó un trabajo
mail-item-assigned-text =
    Se le asignó el asunto { $about } de la lista de trabajo. Entre en { $portal } para verlo.
mail-clock-warning-subject = Un plazo legal se acerca o venció
mail-clock-warning-text =
    Plazos legales que le esperan, por su número: { $about }. Entre en { $portal } para ver qué vence y cuándo.
mail-digest-subject = Lo que le espera en Vereda
mail-digest-text =
    Lo que le espera en Vereda: { $about }. Entre en { $portal } para verlo.
mail-webhook-ended-subject = Ya no se llama a un webhook de su estado
mail-webhook-ended-text =
    El webhook { $about } de su estado ha fallado durante siete días y ya no se le llama. No se pierde nada: el canal conserva todas las entradas. Entre en { $portal } para ver qué falló y cree uno nuevo.
mail-correction-arrived-subject = Llegaron los datos corregidos
mail-correction-arrived-text =
    Llegaron los datos corregidos del estudiante con identificador MSIX { $about }. Entre en { $portal } para compararlos con lo solicitado.
mail-correction-withdrawn-subject = Se retiró una solicitud de corrección
mail-correction-withdrawn-text =
    Quien pidió corregir datos del estudiante con MSIX ID { $about } retiró su solicitud. Ya no hay nada que decidir. Entre en { $portal } para leer por qué.
