import Binary from 'lucide-react/icons/binary';
import Flag from 'lucide-react/icons/flag';
import List from 'lucide-react/icons/list';
import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal';
import TextCursorInput from 'lucide-react/icons/text-cursor-input';
import ToggleLeft from 'lucide-react/icons/toggle-left';
import type { DpType } from '../../model/data-point';

const icons: Readonly<Record<DpType, typeof Flag>> = {
  bool: ToggleLeft,
  value: SlidersHorizontal,
  enum: List,
  string: TextCursorInput,
  bitmap: Flag,
  raw: Binary,
};

/** Stands beside the word. */
export const TypeIcon = ({ type }: { type: DpType }) => {
  const Icon = icons[type];
  return <Icon size={15} strokeWidth={1.75} aria-hidden="true" />;
};
