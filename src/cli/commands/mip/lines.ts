// What is printed of an installation, in mpremote's words; what mpremote has no words for is Adder's own.

import type { PackageEvent } from '../../../engine/packages/events';

export function linesFor(event: PackageEvent): readonly string[] {
  switch (event.kind) {
    case 'from-index':
      return [`Installing ${event.name} (${event.version}) from ${event.index} to ${event.target}`];
    case 'from-location':
      return [`Installing ${event.location} to ${event.target}`];
    case 'from-file':
      return [`Downloading ${event.location} to ${event.target}`];
    case 'exists':
      return [`Exists: ${event.path}`];
    case 'file':
      return [`Installing: ${event.path}`];
    case 'offline':
      return [`Not reached, taken from earlier downloads: ${event.url}`];
    case 'recovered':
      return [`An interrupted change of packages was ${event.how}`];
    case 'removed':
      return [`Removed: ${event.path}`];
    case 'kept':
      return [`Kept: ${event.path} (${KEPT[event.why]})`];
    case 'needed':
      return [`Still needed by ${event.by.join(', ')}: ${event.name}`];
  }
}

const KEPT = {
  changed: 'changed since it was installed',
  shared: 'of another package, too',
} as const;
