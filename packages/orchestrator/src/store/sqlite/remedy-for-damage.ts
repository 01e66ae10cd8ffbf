/** What to do with a store that is damaged, as a sentence without its end. */
export const remedyForDamage =
  "Keep a copy; restore a backup, or save what can be read with the .recover command of sqlite3";
