from services.directory.app import service
from shared.process import main

main(service)
