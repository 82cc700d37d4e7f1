/** The controls above the diagram: order of the axes, input size, detail, and saving it as a picture. */

import { Button, SegmentedControl } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useWords } from '../../i18n/words.ts';
import classes from './DiagramControls.module.css';
import { type AxisOrder, axisOrders } from './shapeText.ts';
import { type Detail, details } from './sizes.ts';

/** Side of the pictures the shapes are worked out for: CIFAR-10's, and ImageNet's usual crop. */
export const inputSizes = [32, 224] as const;
export type InputSize = (typeof inputSizes)[number];

export interface View {
  readonly order: AxisOrder;
  readonly inputSize: InputSize;
  readonly detail: Detail;
}

interface DiagramControlsProps {
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly onSave: (format: 'svg' | 'png') => void;
}

export function DiagramControls({ view, onView, onSave }: DiagramControlsProps) {
  const { diagram: words } = useWords();
  return (
    <div className={classes.controls}>
      <SegmentedControl
        size="xs"
        aria-label={words.detail}
        value={view.detail}
        data={details.map((value) => ({ value, label: words.details[value] }))}
        onChange={(detail) => onView({ ...view, detail })}
      />
      <SegmentedControl
        size="xs"
        aria-label={words.order}
        value={view.order}
        data={axisOrders.map((value) => ({ value, label: words.orders[value] }))}
        onChange={(order) => onView({ ...view, order })}
      />
      <SegmentedControl
        size="xs"
        aria-label={words.inputSize}
        value={String(view.inputSize)}
        data={inputSizes.map((n) => ({ value: String(n), label: `${n}×${n}` }))}
        onChange={(size) =>
          onView({ ...view, inputSize: inputSizes.find((n) => String(n) === size) ?? view.inputSize })
        }
      />
      {(['svg', 'png'] as const).map((format) => (
        <Button
          key={format}
          variant="subtle"
          color="gray"
          px={6}
          leftSection={<IconDownload size={14} aria-hidden />}
          aria-label={words.exportAs(format.toUpperCase())}
          onClick={() => onSave(format)}
        >
          {format.toUpperCase()}
        </Button>
      ))}
    </div>
  );
}
