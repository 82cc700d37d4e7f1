/** A text that is there to be copied: a link, or a piece of HTML. */
import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useClassroomWords } from '../../i18n/classroom.ts';
import { copyText } from '../../ui/copyText.ts';
import classes from './Classroom.module.css';

interface CopyFieldProps {
  readonly label: string;
  readonly text: string;
  /** Lines; one where it is left out. */
  readonly rows?: number;
  /** Where it can be opened. */
  readonly href?: string;
}

export function CopyField({ label, text, rows, href }: CopyFieldProps) {
  const words = useClassroomWords();
  const [copied, setCopied] = useState<{ readonly text: string; readonly done: boolean }>();
  const said = copied?.text === text ? (copied.done ? words.copied : words.copyFailed) : '';
  const shared = {
    label,
    value: text,
    readOnly: true,
    onFocus: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      event.currentTarget.select(),
  };
  return (
    <div className={classes.copy}>
      {rows ? <Textarea {...shared} rows={rows} className={classes.code} /> : <TextInput {...shared} />}
      <div className={classes.buttons}>
        <Button onClick={() => void copyText(text).then((done) => setCopied({ text, done }))}>
          {words.copy}
        </Button>
        {href !== undefined && (
          <Button component="a" variant="default" href={href} target="_blank" rel="noreferrer">
            {words.openIt}
          </Button>
        )}
        <output className={classes.aside}>{said}</output>
      </div>
    </div>
  );
}
