import sys

from services.directory.app import service
from services.directory.operating import reopen_network
from shared.process import main
from shared.settings import Settings

if sys.argv[1:2] == ["reopen-network"] and len(sys.argv) == 3:
    service.runtime.start(Settings.read(), pool_size=1)
    print(reopen_network(sys.argv[2]))
else:
    main(service)
