# El marco de las páginas, el inicio de sesión, los errores y las palabras comunes.
skip = Ir al contenido
nav-label = Principal
nav-home = Inicio
nav-students = Buscar
nav-submissions = Envíos
nav-help = Ayuda
nav-more = Más
languages-label = Idioma
logout = Salir
env-training = Capacitación.
env-training-text = Todos los niños son inventados. Nada de lo que haga aquí llega a un expediente real.
env-demo = Demostración.
env-demo-text = Todos los niños son inventados. Nada de lo que haga aquí llega a un expediente real.
footer-privacy = Los expedientes están protegidos por la ley FERPA. Abra un expediente solo para el fin que indicó.
footer-privacy-link = Privacidad
age =
    { $years ->
        [one] { $years } año
       *[other] { $years } años
    }
month-1 = ene
month-2 = feb
month-3 = mar
month-4 = abr
month-5 = may
month-6 = jun
month-7 = jul
month-8 = ago
month-9 = sep
month-10 = oct
month-11 = nov
month-12 = dic

login-title = Iniciar sesión
login-user-name = Usuario
login-password = Contraseña
login-submit = Acepto, iniciar sesión
login-refused = El nombre de usuario y la contraseña no coinciden, o la cuenta no está activa.
login-refused-next = Revise los dos e inténtelo otra vez. Si no puede entrar, pregunte a su administrador de usuarios.
consent-title = Antes de iniciar sesión
consent-text = Este sistema contiene expedientes confidenciales de estudiantes, protegidos por la Ley de Derechos Educativos y Privacidad de la Familia (FERPA). Es solo para usuarios autorizados y fines oficiales. Lo que haga aquí queda registrado y puede ser revisado. El mal uso puede terminar su acceso y tener sanciones. Al iniciar sesión, usted acepta estas condiciones.

error-login-title = Inicie sesión
error-login-text = Para ver esta página tiene que iniciar sesión.
error-missing-title = Esta página no existe
error-missing-text = Es posible que la dirección esté mal escrita o que lo que mostraba ya no esté aquí. No se perdió nada. Revise la dirección o empiece de nuevo desde el inicio.
error-method-title = Esta página no se puede usar así
error-method-text = No se cambió nada. Empiece de nuevo desde el inicio.
error-refused-title = Su función no da acceso a esta página
error-refused-text = Ninguna de sus funciones permite leer expedientes de niños. No se cambió nada. Si lo necesita para su trabajo, hable con el administrador de usuarios de su estado.
error-forged-title = No se pudo aceptar este formulario
error-forged-text = No se envió desde su sesión actual: quizá volvió a iniciar sesión después de abrirlo. No se cambió nada. Abra la página otra vez y envíe el formulario de nuevo.
error-form-title = No se pudo leer este formulario
error-form-text = Algo en la dirección o en el formulario no es lo que se esperaba. No se cambió nada. Regrese, revise lo que escribió e intente de nuevo.
error-pace-title = Más de lo que pide el trabajo
error-pace-text = En la última hora se abrieron o se buscaron a su nombre más expedientes de los permitidos. No se cambió nada. Podrá seguir en unos minutos; si su trabajo necesita más, avise al operador.
error-busy-title = Demasiadas personas están entrando en este momento
error-busy-text = No se cambió nada. Espere un minuto y vuelva a intentarlo.
error-internal-title = Algo falló de nuestro lado
error-internal-text = No se perdió nada de lo que ya había guardado. Intente de nuevo en un minuto. Si vuelve a pasar, dé a su mesa de ayuda el número que aparece abajo.
error-home = Ir al inicio
error-id = Número para la mesa de ayuda: { $id }
