// What goes through whole trees: cp -r, rm -r, tree.

import { lines } from './case';
import { namesMissing } from './differences';
import { ERRORS_BY_NUMBER, QUOTED_NAMES, RM_TREE, TREE } from './since';
import { compare } from './suite';

compare('trees', [
  ...lines(`
    cp -r pkg :
    cp -r pkg :new
    cp -r pkg :dir
    cp -r pkg :/dir
    cp -r pkg :dir/
    cp -r pkg/ :
    cp -r pkg/ :new
    cp -r pkg/ :new/
    cp -r ./pkg :
    cp -r pkg :/
    cp -r pkg :.
    cp -r pkg/. :new
    cp -r pkg/deep :
    cp -r nested :
    cp -r nested/only :
    cp -r hollow :
    cp -r pkg :nowhere/new
    cp -r a.py :
    cp -r a.py :new.py
    cp -r a.py :dir
    cp -r same.py :
    cp -r pkg a.py :
    cp -r pkg nested :new
    cp -r pkg hollow nested a.py :dir
    cp -rf pkg :
    cp -r -f pkg :
    cp -r pkg : + cp -r pkg :
    cp -r pkg : + cp -rf pkg :
    cp -r pkg :new + cp pkg/x.py :new/pkg/x.py + cp -r pkg :new
    fs -r cp pkg :
    cp --recursive pkg :
    cp --rec pkg :
    cp --no-verbose -r pkg :
    cp -r :dir .
    cp -r :dir new
    cp -r :dir pkg
    cp -r :dir pkg/
    cp -r :dir/ .
    cp -r :dir/ new
    cp -r :/dir .
    cp -r :./dir .
    cp -r :dir/sub .
    cp -r :hollow pkg
    cp -r :nofile .
    cp -r :a.py .
    cp -r :a.py new.py
    cp -r :dir :a.py hollow
    cp -r :dir :lib new
    cp -r :dir :new
    cp -r :dir :hollow
    cp -r :dir :dir2 + cp -r :dir :dir2
    cp -r :a.py :new.py
    cp -r :dir/sub :/hollow
    cp -r pkg new
    cp -r pkg hollow
    cp -r pkg nested/only
    cp -r a.py new.py
  `),
  ...lines(
    `
    cp -r nofile :
    cp -r pkg nofile a.py :
    `,
    { since: ERRORS_BY_NUMBER, differs: namesMissing('nofile') },
  ),
  ...lines('cp -r : ""', { since: QUOTED_NAMES, differs: namesMissing('') }),
  ...lines('cp -r :dir nowhere/new', {
    since: ERRORS_BY_NUMBER,
    differs: namesMissing('nowhere/new'),
  }),
  ...lines(
    `
    cp -r :dir a.py
    cp -r :dir pkg a.py
    cp -r pkg :a.py
    cp -r pkg :a.py/new
    `,
    { since: ERRORS_BY_NUMBER },
  ),
  ...lines(
    `
    cp -r . :new
    cp -r . :
    cp -r ./ :hollow
    cp -r : new
    cp -r :/ new
    cp -r :. new
    cp -r : .
    `,
    { since: QUOTED_NAMES },
  ),
  ...lines(`
    cp -r hollow :new
    cp -r hollow/ :new/
    cp -r :hollow new
    cp -r pkg/deep :new
    cp -r :lib new
    cp -r :lib :new
    cp -r hollow pkg/deep :new
    cp -r a.py :nowhere/
    exec "import os; os.chdir('dir')" cp -r :.. new
    exec "import os; os.chdir('dir')" cp -r :../hollow new
    exec "import os; os.mkdir('pkg'); os.mkdir('pkg/x.py')" cp -r pkg :
    exec "import os; os.mkdir('pkg'); os.mkdir('pkg/x.py'); os.mkdir('pkg/x.py/x.py')" cp -r pkg :
    exec "import os; os.mkdir('to'); os.mkdir('to/dir'); os.mkdir('to/dir/x.py')" cp -r :dir :to
  `),
  ...lines(
    `
    rm -r dir
    rm -rv dir
    rm -r -v :dir a.py
    rm -rv hollow
    rm -rv a.py
    rm -r nofile
    rm -r dir nofile a.py
    rm -rv :
    rm -r :
    rm -r :/
    rm -rv :/
    rm -rv /dir/
    rm -rv ./dir
    rm -rv dir/sub
    rm --recursive dir
    rm --no-verbose -r dir
    fs -rv rm dir
  `,
    { since: RM_TREE },
  ),
  ...lines(
    `
    tree
    tree :
    tree .
    tree :.
    tree /
    tree dir
    tree :dir
    tree dir/
    tree dir lib
    tree dir/sub
    tree hollow
    tree nowhere
    tree a.py
    tree dir nowhere lib
    tree -s
    tree -s :
    tree --size dir
    tree -h
    tree -h :
    tree --human dir
    tree -v dir
    tree -v
    tree --no-verbose dir
    tree -sv dir
    tree -s dir + tree -h dir
    fs tree
    fs tree dir
    fs -s tree dir
    tree -s --human :
    tree -h -s
    tree --size --size dir
  `,
    { since: TREE },
  ),
]);
