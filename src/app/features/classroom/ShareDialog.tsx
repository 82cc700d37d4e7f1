/** What can be shared of the page: a link to its settings, an assignment, the page inside another one. */
import { Button, Modal, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useClassroomWords } from '../../i18n/classroom.ts';
import { useWords } from '../../i18n/words.ts';
import { linkTo } from '../../state/overlay.ts';
import { usePage, useStores } from '../../state/react.ts';
import type { DialogProps } from '../../ui/LazyDialog.tsx';
import classes from './Classroom.module.css';
import { CopyField } from './CopyField.tsx';
import { MakeAssignment } from './MakeAssignment.tsx';

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

export function ShareDialog({ opened, onClose }: DialogProps) {
  const words = useClassroomWords();
  const { page } = useWords();
  const { overlay } = useStores();
  const [part, setPart] = useState<Part>('assignment');
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={words.title}
      size={640}
      closeButtonProps={{ 'aria-label': page.dismiss, size: 28 }}
    >
      <SegmentedControl
        fullWidth
        aria-label={words.parts}
        value={part}
        onChange={(value) => setPart(value as Part)}
        data={parts.map((value) => ({ value, label: words.what[value] }))}
      />
      {part === 'link' ? <Link /> : <MakeAssignment />}
      <div className={classes.foot}>
        {(['handIn', 'handIns'] as const).map((dialog) => (
          <Button key={dialog} variant="default" onClick={() => overlay.actions.open(dialog)}>
            {words.open[dialog]}
          </Button>
        ))}
      </div>
    </Modal>
  );
}
