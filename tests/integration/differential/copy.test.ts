// cp in all its forms.

import { lines, words } from './case';
import { NAMED_BELOW_ROOT, namesMissing, ROOT_IS_ROOT } from './differences';
import { ERRORS_BY_NUMBER, FS_HELP, QUOTED_NAMES } from './since';
import { compare } from './suite';

compare('copy', [
  ...lines(`
    cp a.py :
    cp a.py :new.py
    cp a.py :a.py
    cp a.py :dir
    cp a.py :/dir
    cp a.py :dir/new.py
    cp a.py :./dir/new.py
    cp a.py :/
    cp a.py :.
    cp a.py :hollow
    cp same.py :
    cp -f same.py :
    cp --force same.py :
    cp --no-force same.py :
    cp same.py :same.py
    cp same.py :/same.py + cp same.py :same.py
    cp same.py a.py :
    cp a.py b.py :
    cp a.py b.py :dir
    cp a.py b.py :dir/x.py
    cp a.py b.py :nowhere
    cp a.py b.py :nowhere/
    cp a.py b.py :a.py/
    cp a.py :nowhere/
    cp a.py :nowhere/new.py
    cp pkg :
    cp pkg a.py :
    cp hollow :
    cp bytes.bin :
    cp long.txt :
    cp none.txt :
    cp grüße.txt :dir
    cp a.py : + cp b.py :
    cp --no-verbose a.py :
    cp -v a.py :
    cp ./a.py :
    cp pkg/x.py :
    cp pkg/../a.py :
    cp a.py
    cp :a.py .
    cp :a.py
    cp :a.py new.py
    cp :a.py a.py
    cp :a.py hollow
    cp :a.py hollow/
    cp :a.py hollow/new.py
    cp :dir .
    cp a.py hollow/
    cp :dir/x.py .
    cp :/dir/x.py pkg
    cp :./dir/x.py pkg
    cp :nofile .
    cp :nodir/nofile .
    cp :a.py :dir/x.py .
    cp :a.py :nofile :dir/x.py .
    cp :a.py :dir/x.py nowhere
    cp :a.py :dir/x.py a.py
    cp :bytes.bin back.bin
    cp :long.txt back.txt
    cp :empty.txt .
    cp :grüße.txt back.txt
    cp :. .
    cp :a.py :new.py
    cp :a.py :dir
    cp :a.py :dir/x.py :hollow
    cp :a.py :a.py
    cp :a.py :same.py
    cp :same.py :dir + cp :same.py :dir
    cp -f :same.py :same.py
    cp :nofile :new.py
    cp :dir :new
    cp :bytes.bin :new.bin
    cp :long.txt :hollow
    cp a.py new.py
    cp a.py pkg
    cp a.py b.py pkg
    cp pkg new
    cp a.py :dir + cat dir/a.py
    exec "x = 1" disconnect connect PORT cp a.py new.py + resume eval x
  `),
  ...lines(
    `
    cp a.py :a.py/new.py
    cp : .
    cp :/ .
    `,
    { since: ERRORS_BY_NUMBER },
  ),
  ...lines(
    `
    cp "it's here.txt" :dir
    cp ":it's here.txt" back.txt
    `,
    { since: QUOTED_NAMES },
  ),
  ...lines(
    `
    cp a.py nofile b.py :
    cp nofile :
    cp nofile new
    cp nofile nofile2 :
    `,
    { since: ERRORS_BY_NUMBER, differs: namesMissing('nofile') },
  ),
  ...lines(
    `
    cp :a.py nowhere/new.py
    cp a.py nowhere/new.py
    `,
    { since: ERRORS_BY_NUMBER, differs: namesMissing('nowhere/new.py') },
  ),
  { ...words('cp', 'a.py', `:${'x'.repeat(300)}`), since: ERRORS_BY_NUMBER },
  ...lines(
    `
    cp :a.py new/
    cp :a.py a.py/
    cp a.py new/
    cp -r :dir/x.py new/
    `,
    { since: ERRORS_BY_NUMBER },
  ),
  ...lines('cp same.py :/', { differs: NAMED_BELOW_ROOT }),
  ...lines(
    `
    exec "import os; os.chdir('dir')" cp b.py :/
    exec "import os; os.chdir('dir')" cp -r pkg :/
    `,
    { differs: ROOT_IS_ROOT },
  ),
  ...lines('cp', { since: FS_HELP }),
]);
