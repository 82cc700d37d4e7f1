/** The page's one field for files: a button shows it, and the palette opens the same. */

/** Of the `input` that takes a file. */
export const fileChooserId = 'file-chooser';

/** Opens the system's dialog for choosing a file. Browsers want this to follow a press. */
export const openFileChooser = (): void => document.getElementById(fileChooserId)?.click();
