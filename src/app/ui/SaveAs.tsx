/** Saves what is drawn beside it: a button for each kind of file, and a word where a file could not be made. */
import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import classes from './SaveAs.module.css';

interface SaveAsProps<F extends string> {
  readonly className: string | undefined;
  readonly label: string;
  readonly formats: readonly F[];
  readonly words: { readonly saveAs: (format: F) => string; readonly notSaved: string };
  /** @throws Error where the browser cannot make the file. */
  readonly onSave: (format: F) => Promise<void>;
}

export function SaveAs<F extends string>({ className, label, formats, words, onSave }: SaveAsProps<F>) {
  const [failed, setFailed] = useState(false);
  const save = (format: F) =>
    onSave(format).then(
      () => setFailed(false),
      () => setFailed(true),
    );
  return (
    <div className={className}>
      <span>{label}</span>
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
