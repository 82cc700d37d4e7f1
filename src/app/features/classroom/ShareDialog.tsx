/** The dialog of the classroom: a link to the settings or an assignment to share, a run to hand in, hand-ins to check. */
import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useClassroomWords } from '../../i18n/classroom.ts';
import { linkTo } from '../../state/overlay.ts';
import { usePage, useStores } from '../../state/react.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import type { DialogProps } from '../../ui/LazyDialog.tsx';
import { CheckHandIns } from './CheckHandIns.tsx';
import classes from './Classroom.module.css';
import { CopyField } from './CopyField.tsx';
import { HandInForm } from './HandInForm.tsx';
import { handInsOf } from './handIns.ts';
import { MakeAssignment } from './MakeAssignment.tsx';
import { classroomView } from './view.ts';

const parts = ['link', 'assignment'] as const;
type Part = (typeof parts)[number];

function Link() {
  const words = useClassroomWords();
  const link = usePage((state) => linkTo(state.config, location.href));
  return (
    <>
      <p className={classes.text}>{words.linkAbout}</p>
      <CopyField label={words.link} text={link} />
    </>
  );
}

function Share() {
  const words = useClassroomWords();
  const [part, setPart] = useState<Part>('assignment');
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label={words.parts}
        value={part}
        onChange={(value) => setPart(value as Part)}
        data={parts.map((value) => ({ value, label: words.what[value] }))}
      />
      {part === 'link' ? <Link /> : <MakeAssignment />}
      <div className={classes.foot}>
        {(['handIn', 'handIns'] as const).map((view) => (
          <Button key={view} variant="default" onClick={() => classroomView.setState({ view })}>
            {words.open[view]}
          </Button>
        ))}
      </div>
    </>
  );
}

const widths = { share: 640, handIn: 520, handIns: 1000 } as const;

export function ShareDialog({ opened, onClose }: DialogProps) {
  const words = useClassroomWords();
  const { client } = useStores();
  const { view } = useStore(classroomView);
  return (
    <Dialog
      opened={opened}
      onClose={() => {
        // Nothing is evaluated that nobody sees.
        handInsOf(client).stop();
        onClose();
      }}
      onExitTransitionEnd={() => classroomView.setState({ view: 'share' })}
      title={{ share: words.title, handIn: words.handInTitle, handIns: words.handInsTitle }[view]}
      size={widths[view]}
    >
      {view === 'share' ? <Share /> : view === 'handIn' ? <HandInForm /> : <CheckHandIns />}
    </Dialog>
  );
}
