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
    { $about } pide acceso a los expedientes de estudiantes migratorios y da el nombre de usted como su superior.

    Díganos por favor si conoce a esta persona, si vio una identificación con fotografía y si su trabajo necesita el acceso. Este enlace es solo para usted. Sirve una sola vez, hasta el { $until }:

    { $link }

    Si no conoce a esta persona, dígalo en el mismo enlace.
mail-application-waiting-subject = Una solicitud espera su decisión
mail-application-waiting-text =
    Una solicitud de acceso espera a un administrador de usuarios. Entre para verla: { $portal }
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
    Se cambió su contraseña o la segunda forma de demostrar quién es. Si no fue usted, avise de inmediato a su administrador de usuarios. { $portal }
mail-account-disabled-subject = Su cuenta quedó suspendida
mail-account-disabled-text =
    Por ahora su cuenta no se puede usar. Su administrador de usuarios puede decirle más: { $portal }
mail-account-enabled-subject = Su cuenta se puede usar otra vez
mail-account-enabled-text =
    Su cuenta se puede usar otra vez. Entre en { $portal }
mail-account-deactivated-subject = Su cuenta se cerró
mail-account-deactivated-text =
    Su cuenta se cerró de manera definitiva. Si su trabajo vuelve a necesitar el acceso, presente una nueva solicitud en { $portal }
