/** What becomes of the depth of the network that trains: on its way, changed, or what could be applied; with what to press. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useDepthWords } from '../../../i18n/depth.ts';
import { useActions, usePage } from '../../../state/react.ts';
import { canBecome } from '../../../state/sameNetwork.ts';
import type { Shown } from '../shown.ts';
import classes from './DepthNote.module.css';

export interface DepthNoteProps {
  readonly shown: Shown;
  /** What comes next, which can be applied where only the blocks differ. */
  readonly children: ReactNode;
}

const dotted = (blocks: readonly number[]): string => blocks.join('·');

/** The blocks of the next run's network, where the one that trains can become it. */
const applicable = ({ config, next }: Shown): readonly number[] | undefined =>
  next && canBecome(config, next) ? next.blocks : undefined;

function Press({ text, help, onClick }: { text: string; help?: string; onClick: () => void }) {
  return (
    <Button variant="default" size="compact-xs" title={help} onClick={onClick}>
      {text}
    </Button>
  );
}

export function DepthNote({ shown, children }: DepthNoteProps) {
  const words = useDepthWords();
  const { changeDepth, undoDepth } = useActions();
  const making = usePage(({ run }) => run?.progress.depth);
  const changed = usePage(({ run }) => run?.depths.at(-1));
  const next = applicable(shown);
  return (
    <>
      {making ? (
        <div className={classes.note} data-testid="depth-note">
          <output>{words.making(making.done, making.total)}</output>
          <Press text={words.cancel} onClick={undoDepth} />
        </div>
      ) : shown.next ? (
        <div className={classes.note}>
          {children}
          {next && (
            <Press
              text={words.apply}
              help={words.applyHelp(dotted(next))}
              onClick={() => changeDepth({ kind: 'set', blocks: next })}
            />
          )}
        </div>
      ) : (
        changed && (
          <div className={classes.note} data-testid="depth-note">
            <output>{words.changed(dotted(changed.before), dotted(changed.after), changed.step)}</output>
            <Press text={words.undo} help={words.undoHelp(changed.step)} onClick={undoDepth} />
          </div>
        )
      )}
    </>
  );
}
