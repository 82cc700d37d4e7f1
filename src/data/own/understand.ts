/** What a folder, an archive or some files of somebody's own are understood as: archives are opened, and the first layout that fits is taken. */
import { withArchivesOpened } from './archives/index.ts';
import { foreignFormat } from './foreign.ts';
import type { Found } from './found.ts';
import { layouts } from './layouts/index.ts';
import { OwnDataError } from './ownDataError.ts';
import { type Plan, planOf } from './plan.ts';
import { type OwnFile, type Tree, treeOf } from './tree.ts';

/** Files that are looked into for a name of what they are. */
const looked = 20;

async function refuse({ files }: Tree): Promise<never> {
  if (files.length === 0) throw new OwnDataError({ kind: 'nothing-there' });
  for (const file of files.slice(0, looked)) {
    const format = await foreignFormat(file);
    if (format !== undefined) throw new OwnDataError({ kind: 'stored-otherwise', name: file.path, format });
  }
  throw new OwnDataError({ kind: 'no-layout', files: files.length });
}

/** @throws OwnDataError with one sentence where nothing is understood. */
export async function understand(files: readonly OwnFile[]): Promise<Plan> {
  const tree = await withArchivesOpened(treeOf(files));
  for (const layout of layouts) {
    // What a layout that does not fit has counted is not told.
    const tally = tree.tally.copy();
    const found: Found | undefined = await layout.recognise({ files: tree.files, tally });
    if (found) return planOf(found, tally);
  }
  return refuse(tree);
}
