/** What the assignment did not allow, or why there is none, over the stage until a person takes note of it. */
import { useClassroomWords } from '../../i18n/classroom.ts';
import { usePage, useStores } from '../../state/react.ts';
import { Notice } from '../../ui/Notice.tsx';

export function Refusal() {
  const words = useClassroomWords();
  const { store } = useStores().page;
  const refused = usePage((state) => state.refused);
  if (!refused) return null;
  return (
    <Notice
      title={words.what.assignment}
      onClose={() => store.setState({ refused: undefined })}
      testId="not-allowed"
    >
      {words.problem(refused)}
    </Notice>
  );
}
