/** The controls above the diagram: order of the axes, input size, detail, and saving it as a picture. */

import { Button, SegmentedControl } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useWords } from '../../i18n/words.ts';
import classes from './DiagramControls.module.css';
import { type AxisOrder, axisOrders } from './shapeText.ts';
import { type Detail, details } from './sizes.ts';

/** Side in pixels of ImageNet's usual crop. */
const imageNetSize = 224;

export interface View {
  readonly order: AxisOrder;
  /** Side of the pictures that the shapes are worked out for; absent for that of the data set. */
  readonly inputSize?: number;
  readonly detail: Detail;
}

interface DiagramControlsProps {
  readonly view: View;
  /** Side of the data set's pictures. */
  readonly imageSize: number;
  readonly onView: (view: View) => void;
  readonly onSave: (format: 'svg' | 'png') => void;
}

export function DiagramControls({ view, imageSize, onView, onSave }: DiagramControlsProps) {
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
        value={String(view.inputSize ?? imageSize)}
        data={[imageSize, imageNetSize].map((n) => ({ value: String(n), label: `${n}×${n}` }))}
        onChange={(size) =>
          onView({ ...view, inputSize: Number(size) === imageSize ? undefined : Number(size) })
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
