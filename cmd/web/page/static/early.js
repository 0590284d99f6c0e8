// Runs in the head, before the first paint: what only works with script is
// hidden by the style sheet until this class is there.
'use strict';
document.documentElement.classList.add('js');
