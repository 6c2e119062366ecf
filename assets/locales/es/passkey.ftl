# Llaves de acceso y llaves de seguridad.

passkey-title = Llaves de acceso y llaves de seguridad
passkey-none = No hay ninguna llave de acceso.
passkey-added = Se agregó el { $when }.
passkey-used = Último uso: { $when }.
passkey-add = Agregar una llave de acceso
passkey-remove = Quitar
passkey-make-title = Llave de acceso o llave de seguridad
passkey-make-why = El teléfono, la computadora o la llave que lleva con usted demuestra que es usted. No hay que escribir ningún código, y una página falsa no obtiene nada de ella.
passkey-name = Un nombre para ella
passkey-name-hint = Para distinguirla de otras, por ejemplo: llave azul, mi teléfono.
passkey-make = Configurar una llave de acceso
passkey-not-made = No se configuró ninguna llave de acceso. Quizá usted lo detuvo, tardó demasiado o este dispositivo ya está configurado. No se cambió nada; puede intentarlo otra vez o usar una aplicación.
passkey-not-taken = Esa llave de acceso no se aceptó.
passkey-not-taken-next = No se cambió nada. Inténtelo otra vez en esta página. Una cuenta admite hasta diez llaves de acceso, cada una una sola vez.
passkey-elsewhere = Las llaves de acceso funcionan solo en { $address }. Para configurar una, abra el portal en esa dirección; una aplicación también sirve aquí.
passkey-show = Usar una llave de acceso
passkey-not-shown = No se usó la llave de acceso. Quizá usted lo detuvo, tardó demasiado o no está en este dispositivo. No se envió nada; puede intentarlo otra vez o usar un código.
passkey-refused = Esa llave de acceso no es válida.
passkey-refused-next = Inténtelo otra vez en esta página o use un código. Los intentos equivocados cuentan igual que las contraseñas equivocadas.
