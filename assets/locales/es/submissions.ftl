# Los archivos de los estados.
submissions-count =
    { $count ->
        [one] { $count } envío
       *[other] { $count } envíos
    }
submissions-none = Todavía no hay envíos de su estado. Cuando el sistema de su estado mande su archivo, aparecerá aquí.
submissions-back = Volver a los envíos
submission-file = Archivo
submission-received = Recibido
submission-status = Situación
submission-children = Estudiantes
submission-rejected = No cargados
status-applying = En proceso
status-accepted = Aceptado
status-errors = Aceptado con errores
status-refused = Rechazado
count-read = Leídos
count-created = Nuevos
count-updated = Actualizados
count-unchanged = Sin cambios
count-deleted = Retirados
count-rejected = No cargados
findings-title = Lo que se encontró, por regla
findings-none = No se encontró nada.
findings-elsewhere = Cada renglón del archivo está en el archivo de respuesta que recibió el sistema de su estado.
findings-count =
    { $count ->
        [one] { $count } vez
       *[other] { $count } veces
    }
severity-warn = Cargado como llegó
severity-drop = Dato omitido
severity-reject = Estudiante no cargado
findings-lines = Renglones del archivo:
findings-counts-only = Su función no permite leer expedientes, por eso solo se muestran las reglas y cuántas veces se aplicaron.
