/** Copies the table for whoever counts on. */
import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useBlockWords } from '../../../i18n/blocks.ts';
import type { BlockRow } from '../../../state/blockMeasures.ts';
import { copyText } from '../../../ui/copyText.ts';
import quiet from '../../../ui/quiet.module.css';
import classes from './CopyCsv.module.css';
import { blocksCsv } from './rows.ts';

export function CopyCsv({ rows }: { readonly rows: readonly BlockRow[] }) {
  const words = useBlockWords();
  /** How copying went, and of what: of the next epoch's rows nothing is copied yet. */
  const [last, setLast] = useState<{ readonly rows: readonly BlockRow[]; readonly copied: boolean }>();
  const copy = async () => setLast({ rows, copied: await copyText(blocksCsv(rows)) });
  return (
    <span className={classes.copy}>
      <span className={quiet.aside} aria-live="polite">
        {last?.rows === rows && (last.copied ? words.copied : words.copyFailed)}{' '}
      </span>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconCopy size={14} aria-hidden />}
        onClick={() => void copy()}
      >
        {words.copy}
      </Button>
    </span>
  );
}
