/** How the network is drawn, behind one button: detail, order of the axes, size of the pictures, files, and what the lines mean. */

import { ActionIcon, Button, Popover, SegmentedControl } from '@mantine/core';
import { IconDots, IconDownload } from '@tabler/icons-react';
import type { Structure } from '../../../model/structure.ts';
import { useWords } from '../../i18n/words.ts';
import field from '../../ui/Field.module.css';
import { diagramSettings, useDiagramSettings } from './diagramSettings.ts';
import drawing from './drawing.module.css';
import { axisOrders } from './shapeText.ts';
import { details } from './sizes.ts';
import type { PictureFormat } from './useSave.ts';
import classes from './ViewMenu.module.css';

/** Side in pixels of ImageNet's usual crop. */
const imageNetSize = 224;
const linkKinds = ['identity', 'projection', 'pad'] as const;

interface ViewMenuProps {
  readonly structure: Structure;
  /** Side of the data set's pictures. */
  readonly imageSize: number;
  readonly failed: boolean;
  readonly onSave: (format: PictureFormat) => void;
}

/** What the lines of a network mean; only those that it has. */
function Meaning({ structure }: Pick<ViewMenuProps, 'structure'>) {
  const { diagram: words } = useWords();
  const kinds = new Set<string>(structure.stages.flatMap(({ blocks }) => blocks.map((b) => b.shortcut.kind)));
  return (
    <ul className={classes.meaning} aria-label={words.meaning}>
      {linkKinds
        .filter((kind) => kinds.has(kind))
        .map((kind) => (
          <li key={kind}>
            <svg width="26" height="11" aria-hidden="true">
              <path d="M1 10V6Q1 1 6 1H20Q25 1 25 6V10" className={drawing.link} data-link={kind} />
            </svg>
            <span>{words[kind]}</span>
          </li>
        ))}
      {kinds.has('none') && <li>{words.noShortcut}</li>}
      <li>{words.legend}</li>
    </ul>
  );
}

function ViewControls({ structure, imageSize, failed, onSave }: ViewMenuProps) {
  const { diagram: words } = useWords();
  const { order, detail, inputSize = imageSize } = useDiagramSettings((view) => view);
  return (
    <div className={classes.menu}>
      <SegmentedControl
        size="xs"
        aria-label={words.detail}
        value={detail}
        data={details.map((value) => ({ value, label: words.details[value] }))}
        onChange={(next) => diagramSettings.setState({ detail: next })}
      />
      <SegmentedControl
        size="xs"
        aria-label={words.order}
        value={order}
        data={axisOrders.map((value) => ({ value, label: words.orders[value] }))}
        onChange={(next) => diagramSettings.setState({ order: next })}
      />
      <SegmentedControl
        size="xs"
        aria-label={words.inputSize}
        value={String(inputSize)}
        data={[imageSize, imageNetSize].map((n) => ({ value: String(n), label: `${n}×${n}` }))}
        onChange={(size) =>
          diagramSettings.setState({ inputSize: Number(size) === imageSize ? undefined : Number(size) })
        }
      />
      <div className={classes.files}>
        {(['svg', 'png'] as const).map((format) => (
          <Button
            key={format}
            variant="default"
            leftSection={<IconDownload size={14} aria-hidden />}
            aria-label={words.exportAs(format.toUpperCase())}
            onClick={() => onSave(format)}
          >
            {format.toUpperCase()}
          </Button>
        ))}
      </div>
      {failed && (
        <p className={field.error} role="alert">
          {words.exportFailed}
        </p>
      )}
      <Meaning structure={structure} />
    </div>
  );
}

export function ViewMenu(props: ViewMenuProps) {
  const { diagram: words } = useWords();
  return (
    <Popover position="bottom-end" shadow="md" trapFocus withinPortal={false}>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={words.view}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown}>
        <ViewControls {...props} />
      </Popover.Dropdown>
    </Popover>
  );
}
