/**
 * The list of classes that lies beside the folders of an exported set: names of folders cannot be every name, and tell no order but their own. Whoever reads such a
 * set here gets the same classes in the same order; other programs pass the file by.
 */
import * as v from 'valibot';
import { mostClasses } from './bounds.ts';
import { bytesOf, type OwnFile } from './tree.ts';

export const classListName = 'classes.json';
/** A thousand names, however long. */
const mostListBytes = 2 ** 20;

const classList = v.object({
  'resnet-playground': v.literal('classes'),
  title: v.string(),
  classes: v.pipe(
    v.array(
      v.object({ folder: v.pipe(v.string(), v.minLength(1)), name: v.pipe(v.string(), v.minLength(1)) }),
    ),
    v.maxLength(mostClasses),
    v.check((all) => new Set(all.map(({ folder }) => folder)).size === all.length),
    v.check((all) => new Set(all.map(({ name }) => name)).size === all.length),
  ),
});
export type ClassList = Readonly<v.InferOutput<typeof classList>>;

/** What a file says, if it is such a list. */
export async function readClassList(file: OwnFile): Promise<ClassList | undefined> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await bytesOf(file, mostListBytes));
    const result = v.safeParse(classList, JSON.parse(text));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}

/** What no system has in a name, or takes for something else. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: no name has these.
const forbidden = /[\0-\x1f\x7f/\\:*?"<>|]/g;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d|__macosx|thumbs\.db|desktop\.ini)(\..*)?$/i;
/** Letters of a folder's name; systems allow 255 bytes. */
const longest = 60;

function safe(name: string): string {
  const plain = [...name.normalize('NFC').replace(forbidden, '_')].slice(0, longest).join('');
  const trimmed = plain.replace(/^[. ]+|[. ]+$/g, '');
  if (trimmed === '') return 'class';
  return reserved.test(trimmed) ? `_${trimmed}` : trimmed;
}

/** A folder for each class: its name where that can be one, and no two that any system takes for the same. */
export function foldersOf(classes: readonly string[]): string[] {
  const taken = new Set<string>();
  return classes.map((name) => {
    const base = safe(name);
    let folder = base;
    for (let n = 2; taken.has(folder.toLowerCase()); n++) folder = `${base} (${n})`;
    taken.add(folder.toLowerCase());
    return folder;
  });
}

/** The bytes of the list. */
export function classListOf(title: string, classes: readonly string[]): Uint8Array<ArrayBuffer> {
  const folders = foldersOf(classes);
  const list: ClassList = {
    'resnet-playground': 'classes',
    title,
    classes: classes.map((name, i) => ({ folder: folders[i] as string, name })),
  };
  return new TextEncoder().encode(`${JSON.stringify(list, null, 2)}\n`);
}
