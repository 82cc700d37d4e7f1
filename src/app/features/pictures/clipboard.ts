/** The picture in the clipboard, asked for by a button; Ctrl+V brings one by an event, which needs no leave of the browser. */
import type { PictureProblem } from '../../../problems/pictures.ts';

export const mayReadClipboard = (): boolean => navigator.clipboard?.read !== undefined;

export async function pictureInClipboard(): Promise<Blob | PictureProblem> {
  try {
    for (const item of await navigator.clipboard.read()) {
      const type = item.types.find((known) => known.startsWith('image/'));
      if (type) return await item.getType(type);
    }
    return { kind: 'clipboard-empty' };
  } catch {
    return { kind: 'clipboard-closed' };
  }
}
