# La primera cuenta de una instalación.
setup-title = Crear la primera cuenta
setup-text = Esta cuenta aprueba a las demás. Es para quien administra los usuarios de su estado o de todo el intercambio. Después usted inicia sesión, configura un segundo factor, lee las Reglas de Conducta y toma la capacitación.
setup-name = Nombre
setup-email = Correo electrónico del trabajo
setup-state = Estado
setup-nation = Todos los estados (oficina nacional)
setup-again = Contraseña otra vez
setup-submit = Crear la cuenta
setup-wrong-name = Escriba su nombre, de 200 caracteres como máximo. Todavía no se guardó nada; escriba también la contraseña de nuevo.
setup-wrong-email = Esto no es una dirección de correo electrónico. Todavía no se guardó nada; corríjala y escriba la contraseña de nuevo.
setup-wrong-again = Las dos contraseñas no coinciden. Todavía no se guardó nada; escriba las dos de nuevo.
setup-wrong-state = Ese estado no existe. Todavía no se guardó nada; elija uno y escriba la contraseña de nuevo.
setup-wrong-user-name = Un nombre de usuario tiene de 2 a 64 letras sin acento, dígitos, puntos, guiones, guiones bajos o @. Todavía no se guardó nada; corríjalo y escriba la contraseña de nuevo.
setup-gone-title = Este enlace ya no lleva a ninguna parte
setup-gone = Sirve una sola vez y durante 30 minutos, y solo mientras no haya ninguna cuenta. No se cambió nada. Si todavía no hay ninguna cuenta, quien opera el servidor imprime un enlace nuevo con: vereda user setup
