# La lista de trabajo: coincidencias por revisar, uniones, separaciones, anulaciones.
nav-worklist = Pendientes
work-title = Pendientes
work-lists = Listas
work-tab-waiting = Lo que me espera
work-tab-proposed = Lo que propuse
work-tab-decided = Lo decidido
work-all = en total
work-mine = a mi cargo
work-nobodys = sin nadie a cargo
work-late = atrasados
work-count =
    { $count ->
        [one] Hay { $count } asunto pendiente.
       *[other] Hay { $count } asuntos pendientes.
    }
work-count-decided =
    { $count ->
        [one] { $count } asunto; arriba, el último que se decidió.
       *[other] { $count } asuntos; arriba, el último que se decidió.
    }
work-count-proposed =
    { $count ->
        [one] Usted ha propuesto { $count } cambio.
       *[other] Usted ha propuesto { $count } cambios.
    }
work-none = No tiene nada pendiente.
work-none-next = Llegan asuntos nuevos cuando el archivo de un estado trae a un niño que quizá ya se conoce, o cuando alguien propone un cambio. Por hoy no hay más que hacer aquí.
work-none-fits = Nada corresponde a lo que eligió.
work-show-all = Ver todo lo pendiente
work-none-decided = Todavía no se ha decidido nada así en sus estados.
work-none-proposed = Usted no ha propuesto nada.
work-none-proposed-next = Cuando dos expedientes sean del mismo niño, o uno solo sea de dos niños, abra el expediente y elija al final del historial lo que está mal.
work-different-link = Niños que alguien decidió mantener separados
work-different-hint = Pares que resultaron ser dos niños, y coincidencias y uniones rechazadas. Cada asunto se puede volver a preguntar desde su página.
work-sorted-law = Por orden de las fechas que fija la ley; lo que no tiene ninguna va en la fecha de su meta.
work-sort-goal = Ordenar por nuestras metas
work-sorted-goal = Por orden de nuestras propias metas.
work-sort-law = Ordenar por las fechas que fija la ley
work-raised = Por qué está en este nivel
work-filter = Acotar la lista
work-filter-show = Mostrar
work-whose = De quién
work-only-overdue = Solo los atrasados
work-kind = Qué se pregunta
work-state = Estado
work-status = Situación
work-what = Asunto
work-children = Niños
work-states = Estados consultados
work-asked = A quién se pregunta
work-has = A cargo de
work-nobody = nadie todavía
work-age = Espera
work-days =
    { $days ->
        [0] desde hoy
        [one] { $days } día
       *[other] { $days } días
    }
work-due = Vence
work-overdue = atrasado
work-opened = Abierto
work-closed = Cuándo
work-closed-by = Quién decidió
work-followed = Qué resultó
work-pages = Páginas
work-page-before = Anteriores
work-page-after = Siguientes
work-page-of = { $from } a { $to } de { $total }
work-item = asunto { $number }
work-kind-near-match = Posible coincidencia
work-kind-validate-match = Coincidencia por confirmar
work-kind-validate-merge = Unión por confirmar
work-kind-validate-split = Separación por confirmar
work-kind-validate-undo = Anulación por confirmar
work-kind-notice = Aviso de mudanza
work-kind-request = Solicitud de datos
work-kind-correction = Solicitud de corrección
work-kind-findings = Errores de un archivo
work-status-open = abierto
work-status-assigned = asignado
work-status-acknowledged = en proceso
work-status-escalated = subió de nivel
work-status-same = mismo niño
work-status-different = dos niños
work-status-approved = confirmado y hecho
work-status-rejected = rechazado
work-status-cancelled = retirado
work-status-superseded = ya no hace falta
work-status-done = hecho
work-level-district = distrito
work-level-region = región
work-level-state = estado
work-level-nation = todos los estados
work-question-near-match = ¿Es el mismo niño?
work-question-validate-match = El otro estado dice que es el mismo niño. ¿Está de acuerdo?
work-question-validate-match-somebody = Alguien dice que es el mismo niño. ¿Está de acuerdo?
work-question-validate-merge = Alguien quiere unir estos expedientes. ¿Es un solo niño?
work-question-validate-split = Alguien quiere separar este expediente. ¿Es más de un niño?
work-question-validate-undo = Alguien quiere anular una decisión. ¿Fue un error?
work-proposed-by = Lo propuso
work-comes-from = viene del
work-again-yes = El programa podrá volver a proponer que son el mismo niño.
work-again-no = El programa no volverá a proponer que son el mismo niño.
work-changed-since =
    { $count ->
        [one] El expediente de { $count } estado ha cambiado desde que se propuso esto. Aquí lo ve como está ahora.
       *[other] Los expedientes de { $count } estados han cambiado desde que se propuso esto. Aquí los ve como están ahora.
    }
work-judged-apart = Ya hubo quien decidió que estos expedientes son de niños distintos. Lea por qué antes de seguir:
work-moot = Esto ya no se puede llevar a cabo: los expedientes cambiaron. Rechácelo o espere a que se cierre solo.
work-second-person = Hace falta una segunda persona: usted lo propuso, así que decide otra. Hasta entonces no cambia nada.
work-decide = Decidir
work-why = ¿Por qué? Con sus propias palabras
work-why-validate = ¿Por qué? Hace falta si lo rechaza
work-why-optional = ¿Por qué? Si quiere decirlo
work-master = Si es un solo niño: el número que se queda
work-same = Es el mismo niño
work-different = Son dos niños
work-judge-note = Con «Es el mismo niño», se pide a un administrador de datos del otro estado que lo confirme; antes de eso no se mueve nada. Con «Son dos niños», el asunto se cierra y el programa no vuelve a preguntar.
work-approve = Sí, hágalo
work-reject = No, rechazar
work-reject-again = Si lo rechazo: el programa podrá volver a proponer que son el mismo niño
work-validate-note = Con «Sí» se hace de inmediato, exactamente como se muestra arriba. Después se puede anular.
work-cancel = Retirarlo
work-cancel-note = Nada ha cambiado todavía, y nada cambiará.
work-reopen = Volver a preguntar
work-reopen-note = Se podrá volver a proponer que son el mismo niño. Con esto no se mueve nada.
work-undo = Fue un error: anularlo
work-undo-note = Primero verá qué regresaría a su lugar. Otra persona tiene que confirmarlo.
work-hand = Quién se encarga
work-take = Tomarlo
work-take-note = Los demás verán que usted lo tiene.
work-assign = Dárselo a otra persona
work-assign-to = A quién
work-assign-submit = Asignar
work-escalate = Subirlo de nivel
work-escalate-submit = Subir
work-steps = Lo que se ha hecho
work-step-opened = Abierto
work-step-taken = Tomado
work-step-assigned = Asignado
work-step-escalated = Subido de nivel
work-step-overdue = Subido de nivel porque se venció el plazo
work-step-judged-same = Juzgado: el mismo niño
work-step-judged-different = Juzgado: dos niños
work-step-approved = Confirmado y llevado a cabo
work-step-rejected = Rechazado
work-step-cancelled = Retirado
work-step-superseded = Ya no hace falta: los expedientes cambiaron
work-step-undone = Anulado
work-step-reopened = Se volvió a preguntar
work-step-unattended = Subido de nivel porque allí nadie podía decidir
work-step-own-state = Ningún otro estado tiene quien decida: decide otra persona del estado que lo propuso
work-step-done = Hecho
work-by-program = el programa
work-by-nobody = alguien que no ha iniciado sesión
work-by-state = el archivo de { $state }
work-next = Siguiente
work-done-same = Mismo niño:
work-done-different = Dos niños:
work-done-approved = Confirmado:
work-done-rejected = Rechazado:
work-done-cancelled = Retirado:
work-done-reopened = Se vuelve a preguntar:
work-done-assigned = Asignado:
work-done-escalated = Subió de nivel:
work-done-merge = Unión propuesta:
work-done-split = Separación propuesta:
work-done-undo = Anulación propuesta:
work-then-same = quedó decidido. Se pide a la otra parte que lo confirme; antes de eso no se mueve nada.
work-then-different = quedó cerrado. El programa no volverá a preguntar por este par.
work-then-approved = se llevó a cabo.
work-then-rejected = quedó cerrado. No se movió nada.
work-then-cancelled = quedó cerrado. No se movió nada.
work-then-reopened = se podrá volver a proponer.
work-then-assigned = está ahora a cargo de otra persona.
work-then-escalated = está ahora un nivel más arriba.
work-then-merge = espera a que otra persona lo confirme. Hasta entonces no cambia nada.
work-then-split = espera a que otra persona lo confirme. Hasta entonces no cambia nada.
work-then-undo = espera a que otra persona lo confirme. Hasta entonces no cambia nada.

work-error-title = No se hizo
work-error-why = Hace falta un motivo, de 1,000 caracteres como máximo. Nada cambió. Escriba el porqué y envíelo otra vez.
work-error-other-states = Esto lo deciden los administradores de datos de los estados consultados; nadie más puede abrirlo. Nada cambió.
work-error-not-yours = Ninguno de sus estados tiene expediente de estos niños; lo tiene que proponer alguien de allá. Nada cambió.
work-error-proposer = Quien lo propuso no puede decidirlo: hace falta una segunda persona. Nada cambió.
work-error-not-proposer = Solo puede retirarlo quien lo propuso. Nada cambió.
work-error-kind = Eso no se puede hacer aquí. Nada cambió. Regrese a los pendientes y abra el asunto otra vez.
work-error-closed = Mientras tanto se decidió. Lo que ve ahora es cómo terminó; no se perdió nada suyo.
work-error-locked = Ya hay otro cambio propuesto para uno de estos expedientes. Nada cambió. Espere a que se decida: está en la página del expediente.
work-error-changed = Los expedientes cambiaron después de que usted los vio, así que no se hizo nada. Véalos otra vez y decida: lo que escribió sigue en el formulario.
work-error-superseded = Los expedientes cambiaron y esto ya no se puede llevar a cabo. Se cerró, y no se movió nada.
work-error-assignee = Elija a alguien, y solo a personas de un mismo nivel. Nada cambió.
work-error-top = Ya está en el nivel más alto. Nada cambió.
work-error-not-several = Para unir hacen falta dos o más niños distintos. Quizá uno de los números ya lleva al otro. Nada cambió.
work-error-too-many = Son demasiados niños para una sola decisión: como máximo ocho a la vez. Nada cambió y no se abrió ningún expediente. Elija menos.
work-error-undo-again = Diga si el programa puede volver a proponer que son el mismo niño: no se supone ninguna respuesta. Nada cambió, y lo que escribió sigue en el formulario.
work-error-withdrawn = Todos los estados retiraron uno de estos expedientes; no hay nada que unir. Nada cambió.
work-error-parts = El expediente de al menos un estado tiene que quedarse con el número, y al menos uno tiene que irse. Nada cambió. Elija otra vez.
work-error-nothing-left = Decisiones posteriores ya lo movieron todo: no queda nada que anular.
work-error-undone-before = Esto ya se anuló. Nada cambió.
work-error-not-undoable = No existe tal decisión que anular. Nada cambió.
work-error-no-link = El programa no unió este expediente por sí solo; aquí no hay nada que anular. Nada cambió.
error-refused-propose = Proponer y decidir corresponde a quienes inscriben y a los administradores de datos. Nada cambió. Si su trabajo lo requiere, pídalo al administrador de usuarios de su estado.
error-refused-decide = Esto lo deciden solo los administradores de datos. Nada cambió. Usted puede ver lo que propuso.

compare-title = Lado a lado
compare-what = Dato
compare-agreement = ¿Coinciden?
compare-record = Expediente { $letter }
compare-same = igual
compare-differs = son distintos
compare-silent = lo dice solo un lado, o ninguno
preview-title = Qué cambiaría
preview-note = Todavía no ha cambiado nada. Esto es exactamente lo que pasaría.
preview-retired = se retira
preview-retired-note = A quien lo busque después se le lleva al número que se queda.
preview-revived = vuelve a usarse
preview-stays = conserva su número
preview-new = número nuevo
preview-moves = pasa aquí
preview-from = viene del
preview-conflicts = Los estados no concuerdan en
preview-journey = El recorrido, si es un solo niño
preview-journey-note = Dos barras una sobre otra significan dos lugares al mismo tiempo.
preview-left-out = Lo que se queda donde está
preview-moved-since = una decisión posterior lo llevó a otra parte
preview-came-later = llegó después de esa decisión
preview-together-since = una decisión posterior los volvió a juntar
propose-title = Proponerlo
propose-validators = Lo tiene que confirmar otra persona, un administrador de datos de:
propose-submit = Proponer
propose-note = Hasta entonces no cambia nada. Mientras no se decida, nadie más puede proponer nada para estos expedientes.
merge-title = Son el mismo niño
merge-intro = Escriba el número MSIX de los dos expedientes. Los verá lado a lado antes de proponer nada.
merge-number = Número MSIX { $number }
merge-compare = Comparar
merge-search = O búsquelos por nombre: marque los dos en los resultados
merge-master = ¿Qué número se queda?
merge-master-note = El otro se retira y lleva a este.
merge-preview = Ver qué cambiaría
merge-tick = Es el mismo niño que otro que marco
merge-ticked = Los marcados son el mismo niño
split-title = Es más de un niño
split-intro = Elija a quién corresponde el expediente de cada estado. Al menos uno se queda con el número.
split-keeps = se queda con este número
split-new = niño nuevo { $number }
split-note = Cada niño nuevo recibe su propio número.
split-again = El programa podrá volver a proponer que son el mismo niño
split-preview = Ver qué cambiaría
split-error-none = Todos los expedientes se quedarían con este número y no se separaría nada. Elija un niño nuevo para al menos uno.
split-error-all = Este número se quedaría sin ningún expediente. Deje al menos uno con él.
split-only-one = Solo un estado ha enviado a este niño; no hay nada que separar.
undo-title = Anular una decisión
undo-decision = Lo que se anula:
undo-link = Lo que se anula: el programa unió por sí solo el expediente de este estado al niño. Volvería a ser un niño aparte.
undo-again = ¿Puede el programa volver a proponer que son el mismo niño?
undo-again-no = No: son niños distintos
undo-again-yes = Sí: solo fue demasiado pronto
exposure-title = A quién se mostró el expediente equivocado
exposure-link = ¿A quién se mostró el expediente equivocado y en qué se contó?
exposure-slow = Esta consulta también queda anotada.
exposure-from = Del
exposure-to = al
exposure-shown =
    { $count ->
        [one] { $count } lectura
       *[other] { $count } lecturas
    }
exposure-told =
    { $count ->
        [one] { $count } respuesta que dio a un estado el número de otro niño
       *[other] { $count } respuestas que dieron a un estado el número de otro niño
    }
exposure-left =
    { $count ->
        [one] { $count } archivo que salió del sistema entretanto
       *[other] { $count } archivos que salieron del sistema entretanto
    }
exposure-left-note = El registro no dice qué expedientes llevaba cada archivo: este pudo estar en él o no.
exposure-at = Cuándo
exposure-whom = A quién
exposure-why = Para qué
exposure-part = Qué parte
exposure-part-search = una lista de resultados
exposure-part-match = comparado con otro expediente
exposure-part-split = para separarlo
exposure-part-decisions = decisiones sobre el niño
exposure-submission = envío
exposure-students =
    { $count ->
        [one] { $count } estudiante
       *[other] { $count } estudiantes
    }
exposure-back = Volver a la anulación
exposure-csv = Como archivo (CSV)
exposure-how = Cómo
exposure-how-shown = mostrado
exposure-how-file = este expediente, llevado como archivo
exposure-how-deciding = mostrado a quien trabajó en decisiones así
exposure-of = Decisión
exposure-of-link = unión de la contribución { $number } hecha por el programa
exposure-since = Desde
exposure-until = Hasta
exposure-own-note = El propio expediente equivocado, como archivo:
exposure-how-told = número comunicado a un estado
exposure-how-left = en un archivo, quizás
exposure-user = Nombre de usuario
exposure-what-she-is = Función
exposure-telephone = Teléfono
hint-near = Puede haber otro expediente de este niño:
hint-notice = La familia se mudó o está por mudarse:
hint-request = Se piden datos:
hint-proposal = Se ha propuesto un cambio en este expediente:
decisions-title = Decisiones sobre este niño
decisions-none = Todavía no se ha preguntado ni decidido nada sobre este niño.
wrong-title = Si el expediente está mal
wrong-merge = Hay otro expediente del mismo niño
wrong-split = Este expediente es de más de un niño
wrong-unlink = El programa unió por error el de { $state } ({ $id })
home-worklist = Lo que tengo que decidir
home-worklist-none = No tiene nada pendiente.
record-retired-decisions = Quién lo decidió y cuándo
work-to-decision = Ir directo a la decisión
work-local = Usted decide por una región o un distrito. Aquí está lo que empieza en ese nivel porque todo lo que su estado dice de los estudiantes es de su zona: cuenta el distrito de la última inscripción que se cerró. Lo que no se decide a tiempo sube de nivel; los administradores de datos de su estado lo ven todo el tiempo.
work-judge-note-one = Con «Es el mismo niño», se pide a otro administrador de datos de { $states } que lo confirme; antes de eso no se mueve nada. Con «Son dos niños», el asunto se cierra y el programa no vuelve a preguntar.
work-states-decide = Usted puede verlo. Decide un administrador de datos de { $states }; hasta entonces no cambia nada.
work-only-apart = Solo lo que mantiene separados a unos niños
work-locked = Ya hay otro cambio propuesto para uno de estos expedientes; no se pueden unir hasta que se decida:
work-decided-there = Ya se está decidiendo si los dos son el mismo niño:
work-refused-there = La otra parte lo rechazó. Si fue un error, se puede volver a preguntar desde
work-fate-waits = espera a la otra parte
work-fate-refused = lo rechazó la otra parte
work-fate-moot = ya no hace falta
work-fate-undone = se anuló después
work-fate-asked-again = desde entonces se puede volver a preguntar
work-past-near-match = Posible coincidencia
work-past-validate-match = Coincidencia
work-past-validate-merge = Unión
work-past-validate-split = Separación
work-past-validate-undo = Anulación
work-past-notice = Aviso de mudanza
work-past-request = Solicitud de datos
work-past-correction = Solicitud de corrección
work-past-findings = Errores de un archivo
compare-spelled = se escribe distinto
hint-others-decide = Se preguntó a: { $states }.
hint-split = Una parte de lo que estaba con este número es ahora otro niño:
exposure-people = 
    { $count ->
        [one] { $count } persona lo vio
       *[other] { $count } personas lo vieron
    }
exposure-times = Cuántas veces
exposure-first = Primera
exposure-last = Última
exposure-deciding = 
    { $count ->
        [one] { $count } lectura de quien trabajó en la decisión
       *[other] { $count } lecturas de quienes trabajaron en la decisión
    }
exposure-told-note = El estado pudo haber guardado este número junto a su expediente del niño: hay que avisarle.
exposure-role-primary = Quien inscribe, orienta o recluta
exposure-role-secondary = Solo consulta
exposure-role-data = Administrador de datos
exposure-role-other = Otra función
compare-not-all = no todos lo dicen
compare-not-compared = no se comparó: falta en uno de los dos expedientes comparados
compare-marked = ✓ señala lo que comparó el programa. Lo que no lleva señal es del mismo niño y llegó en otro expediente.
compare-mark = comparado
compare-more = Todo lo demás, lado a lado
