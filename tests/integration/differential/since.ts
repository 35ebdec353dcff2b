// Why what a newer mpremote does is recorded instead of asking the installed one, 1.24.1: what changed between the two. The newer one is the
// reference, 1.29; how to record it again stands in docs/testing.md.

export const TREE = 'tree came with 1.25';
export const RM_TREE = 'rm -r came with 1.25';
export const ERRORS_BY_NUMBER =
  'since 1.25 every error number of the board has its text, and files of the computer, too';
export const MOUNT_UTF8 = 'since 1.26 what is written to a mounted folder may be more than ASCII';
export const QUOTED_NAMES = 'since 1.27 a name may contain a quote';
export const NAMES_WITH_EQUALS = 'since 1.29 a name with = may stand right behind a shortcut';
export const LS_OPTIONS = 'since 1.25 ls may have options without a path';
export const FS_HELP = 'since 1.25 fs has --size and --human, and -h is no help any more';
export const DF = 'df got its table with 1.25';
export const MIP_EXISTS = 'mip of 1.26 does not fetch again what the board has, and says so';
export const MIP_RELATIVE = 'mip of 1.26 takes addresses that begin at the package.json';
export const MIP_LOCAL = 'mip of 1.26 takes packages of the computer';
export const MIP_HELP = 'the help of mip got codeberg after 1.26';
export const ROMFS = 'romfs came with 1.25';
export const HELP = 'the help names what came after 1.24';
