# Para qué se abren expedientes: los cinco usos permitidos.
purpose-line = Motivo de esta consulta: { $purpose }
purpose-participation = Participación en el programa de educación migrante
purpose-enrollment = Inscripción de un estudiante
purpose-placement = Ubicación en el grado o curso que corresponde
purpose-credit = Reconocimiento de créditos
purpose-match = Decidir si dos expedientes son del mismo estudiante
purpose-change = Cambiar
purpose-unsaid = No indicado (una búsqueda)
purpose-title = ¿Para qué va a abrir expedientes?
purpose-why = La ley permite abrir expedientes solo para estos fines. Elija el que corresponda. Se conserva hasta que cierre la sesión o lo cambie, y queda registrado con cada expediente que abra.
purpose-now = elegido ahora
purpose-enrollment-more = Un estudiante llega, o está por llegar, y usted lo inscribe en una escuela o un proyecto.
purpose-placement-more = Busca el grado, el curso, o el servicio de idioma o de educación especial que le corresponde.
purpose-credit-more = Cuenta o completa créditos para la graduación.
purpose-participation-more = Averigua si un estudiante participa o puede participar en el programa, o planifica servicios.
purpose-match-more = Compara expedientes que pueden ser de un solo estudiante o de dos.
purpose-none-fits = Si su motivo no es ninguno de estos, no abra ningún expediente. Consulte al administrador de datos de su estado.
