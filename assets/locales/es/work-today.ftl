error-refused-work = Ninguna de sus funciones permite hacer esto. No se cambió nada. Si su trabajo lo requiere, pregunte al administrador de usuarios de su estado.
work-question-notice = Busque a los niños que se mudaron, o complete sus datos.
work-question-request = Envíe los datos que se piden.
work-question-correction = Estudie la solicitud, decida y avise a la familia.
work-question-findings = Corrija los errores en el sistema del estado y vuelva a enviar los estudiantes.
