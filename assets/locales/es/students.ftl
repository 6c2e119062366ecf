# La búsqueda, sus resultados y la página de inicio.
home-title = Le damos la bienvenida, { $name }
home-no-children = Sus funciones no permiten abrir expedientes de niños. Puede ver los envíos de su estado y las páginas de ayuda.
home-no-children-nation = Sus funciones no abren expedientes de niños. Las páginas de ayuda dicen lo que puede hacer aquí.
home-submissions = Envíos más recientes de mi estado
home-submissions-nation = Envíos más recientes de todos los estados
home-all-submissions = Todos los envíos de mi estado
home-all-submissions-nation = Todos los envíos

search-title = Buscar estudiante
search-box = Nombre, fecha de nacimiento, número MSIX o número estatal
search-submit = Buscar
search-hint = Escriba lo que sepa, en cualquier orden y con cualquier ortografía. Por ejemplo: Lizete Flores 14 oct 2003
search-more = Más formas de buscar
search-parent = Padre, madre o tutor
search-school = Escuela o proyecto
search-born-from = Nació desde el
search-born-to = Nació hasta el
search-sex = Sexo
search-state = Estado que envió datos
search-birth-country = País de nacimiento
search-any = Cualquiera
sex-female = Femenino
sex-male = Masculino
sex-nonbinary = No binario
search-count =
    { $count ->
        [one] Se encontró { $count } estudiante.
       *[other] Se encontraron { $count } estudiantes.
    }
search-more-hits = Puede haber más. Agregue la fecha de nacimiento o el nombre del padre o de la madre para acortar la lista.
search-so-far =
    { $count ->
        [0] Todavía no se encontró a nadie. Siga escribiendo o pulse Buscar para ver consejos.
        [one] { $count } estudiante hasta ahora.
       *[other] { $count } estudiantes hasta ahora.
    }
search-so-far-more = Los { $count } estudiantes más parecidos. Siga escribiendo o pulse Buscar para verlos todos.
search-forgotten = Su búsqueda ya no está guardada. Escríbala de nuevo, por favor. No se perdió nada más.
search-none = No se encontró ningún estudiante.
search-try-less = Escriba menos: a menudo bastan un apellido y la fecha de nacimiento.
search-try-other = Pruebe con el otro apellido, o solo con el nombre y la fecha de nacimiento.
search-try-date = Quizá el día y el mes estén invertidos: busque el nombre sin la fecha.
search-try-id = Si tiene un documento de la última escuela, pruebe con el número estatal o el número MSIX que aparece en él.
search-try-new = Si el estudiante acaba de llegar, inscríbalo como siempre: su expediente aparece cuando el sistema de su estado manda el siguiente archivo.
no-name = (sin nombre)
withdrawn = ya no se envía
born = Nació el
parents = Padres:
last-school = Última escuela:
reason-same-name = Mismo nombre
reason-joined-name = Escrito junto o separado
reason-nickname = Apodo o diminutivo
reason-sounds-alike = Suena igual
reason-spelled-alike = Ortografía parecida
reason-surnames-swapped = Apellidos en otro orden
reason-starts-with = Empieza igual
reason-parent = Nombre del padre o de la madre
reason-birth-date = Misma fecha de nacimiento
reason-birth-swapped = Día y mes de nacimiento invertidos
reason-birth-near = Fecha de nacimiento casi igual
reason-state = Estado
reason-msix-id = Número MSIX
reason-state-id = Número estatal
reason-filters = Coincide con el formulario
reason-other = Coincide con lo que escribió
