# Por qué dos expedientes son del mismo niño, para quien nunca ha oído de enlace de registros.
# Lo que se comparó.
match-field-first-name = Nombre
match-field-middle-name = Segundo nombre
match-field-last-name-1 = Primer apellido
match-field-last-name-2 = Segundo apellido
match-field-surnames = Los dos apellidos
match-field-suffix = Sufijo (Jr., III)
match-field-birth-date = Fecha de nacimiento
match-field-sex = Sexo
match-field-parents = Padres o tutores
match-field-birth-place = Lugar de nacimiento
match-field-multiple-birth = Gemelo o trillizo
match-field-ids = Números de identificación
match-field-state = Estados que mandaron los expedientes
match-field-rivals = Otros niños que podrían ser
# Cómo se comparan.
match-same = igual
match-sounds-alike = se escribe distinto, suena igual
match-nickname = un apodo u otra forma del mismo nombre
match-similar = cambian una o dos letras
match-part = un expediente trae solo una parte
match-swapped = está en el lugar del otro
match-day-month-swapped = día y mes al revés
match-one-digit = cambia un número
match-year-off = el año difiere en uno o en diez
match-default-date = un expediente dice 1 de enero, como se pone cuando no se sabe el día
match-different = distinto
match-contradicts = los dos no pueden ser ciertos
match-missing = no lo mandaron los dos
match-flagged = lo dice al menos un expediente
match-two-in-one-state = un mismo estado los mandó como dos niños
match-several = hay más de un niño que coincide
# Lo que resulta.
match-for = indica que es el mismo niño
match-against = indica que no lo es
match-neutral = dice poco
