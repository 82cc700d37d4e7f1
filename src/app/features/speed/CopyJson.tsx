/** Copies a measurement as JSON, so that it can be passed on; where the browser refuses, the text is there to select. */

import { Button, Textarea } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import type { DeviceInfo } from '../../../training/events.ts';
import { useSpeedWords } from '../../i18n/speed.ts';
import { type Bench, benchJson } from '../../state/bench.ts';
import { copyText } from '../../ui/copyText.ts';
import quiet from '../../ui/quiet.module.css';
import classes from './CopyJson.module.css';

interface CopyJsonProps {
  readonly bench: Bench | undefined;
  readonly device: DeviceInfo | undefined;
}

export function CopyJson({ bench, device }: CopyJsonProps) {
  const speed = useSpeedWords();
  /** How copying went, and of what: words on an older measurement would mislead. */
  const [last, setLast] = useState<{ readonly json: string; readonly copied: boolean }>();
  const json =
    bench && device && bench.reports.length > 0 ? benchJson(bench, device, navigator.userAgent) : undefined;
  const answer = json !== undefined && last?.json === json ? last : undefined;
  const copy = async (text: string) => setLast({ json: text, copied: await copyText(text) });
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconCopy size={16} aria-hidden />}
        disabled={json === undefined}
        onClick={() => json !== undefined && void copy(json)}
      >
        {speed.copyJson}
      </Button>
      <span className={quiet.aside} aria-live="polite" data-testid="copy-answer">
        {answer && (answer.copied ? speed.copied : speed.copyFailed)}
      </span>
      {answer?.copied === false && (
        <Textarea
          className={classes.json}
          aria-label={speed.copyText}
          value={answer.json}
          readOnly
          rows={6}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
    </>
  );
}
