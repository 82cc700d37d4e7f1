/** Saves the map as a picture or as numbers. */
import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useAlikeWords } from '../../../i18n/alike.ts';
import classes from './Alike.module.css';
import type { Format, MapFile } from './saveMap.ts';

const formats: readonly Format[] = ['SVG', 'PNG', 'CSV'];

/** @param file Made when it is asked for; undefined while the map is not drawn. */
export function SaveMap({ file }: { readonly file: () => MapFile | undefined }) {
  const words = useAlikeWords();
  const [failed, setFailed] = useState(false);
  const save = async (format: Format) => {
    const made = file();
    if (!made) return;
    try {
      // Who saves nothing need not load what makes files.
      await (await import('./saveMap.ts')).saveMap(made, format);
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <div className={classes.save}>
      <span>{words.save}:</span>
      {formats.map((format) => (
        <UnstyledButton
          key={format}
          className={classes.format}
          aria-label={words.saveAs(format)}
          onClick={() => save(format)}
        >
          {format}
        </UnstyledButton>
      ))}
      {failed && <span role="alert">{words.notSaved}</span>}
    </div>
  );
}
