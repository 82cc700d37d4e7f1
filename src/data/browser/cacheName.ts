/** What the browser's Cache Storage calls the files of a folder beside the page. Apart from what reads them, as the page asks only which are there. */

/**
 * Every data set, and every other folder, has a store of its own: one that is not used any more can be deleted as a whole.
 * @param folder Its name, without a slash, such as that of a data set.
 */
export const cacheName = (folder: string): string => `resnet-playground-${folder}`;
