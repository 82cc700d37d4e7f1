/** How landscapes are drawn, and buttons that turn the surfaces. */
import { ActionIcon, SegmentedControl } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconRotate, IconRotateClockwise } from '@tabler/icons-react';
import { drawings } from '../../../formats/landscape/svg.ts';
import { useLandscapeWords } from '../../i18n/landscape.ts';
import beside from '../../ui/drawingBeside.module.css';
import { looking, turn, useLooking } from './view.ts';

/** Radians of a press of a button. */
const step = { across: Math.PI / 8, up: Math.PI / 16 } as const;

export function ViewControls() {
  const words = useLandscapeWords();
  const drawing = useLooking((state) => state.drawing);
  const buttons = [
    { name: words.turnLeft, icon: IconRotateClockwise, act: () => turn(-step.across) },
    { name: words.turnRight, icon: IconRotate, act: () => turn(step.across) },
    { name: words.higher, icon: IconArrowUp, act: () => turn(0, step.up) },
    { name: words.lower, icon: IconArrowDown, act: () => turn(0, -step.up) },
  ];
  return (
    <div className={beside.row}>
      <SegmentedControl
        size="xs"
        aria-label={words.drawingLabel}
        value={drawing}
        data={drawings.map((value) => ({ value, label: words.drawing[value] }))}
        onChange={(next) => looking.setState({ drawing: next })}
      />
      {drawing === 'surface' &&
        buttons.map(({ name, icon: Icon, act }) => (
          <ActionIcon key={name} variant="default" size={26} aria-label={name} title={name} onClick={act}>
            <Icon size={15} aria-hidden />
          </ActionIcon>
        ))}
    </div>
  );
}
