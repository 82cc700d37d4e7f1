/** What a layout is: a way to lay pictures and their classes out, told from the files themselves. */
import type { Found, LayoutName } from '../found.ts';
import type { Tree } from '../tree.ts';

export interface Layout {
  readonly name: LayoutName;
  /** @returns undefined where the tree has another layout. @throws OwnDataError where it has this one, but broken. */
  recognise(tree: Tree): Promise<Found | undefined>;
}
