/** Saves the map as a picture or as numbers. */
import { useAlikeWords } from '../../../i18n/alike.ts';
import { SaveAs } from '../../../ui/SaveAs.tsx';
import classes from './Alike.module.css';
import type { Format, MapFile } from './saveMap.ts';

const formats: readonly Format[] = ['SVG', 'PNG', 'CSV'];

/** @param file Made when it is asked for; undefined while the map is not drawn. */
export function SaveMap({ file }: { readonly file: () => MapFile | undefined }) {
  const words = useAlikeWords();
  const save = async (format: Format) => {
    const made = file();
    // Who saves nothing need not load what makes files.
    if (made) await (await import('./saveMap.ts')).saveMap(made, format);
  };
  return (
    <SaveAs className={classes.save} label={`${words.save}:`} formats={formats} words={words} onSave={save} />
  );
}
