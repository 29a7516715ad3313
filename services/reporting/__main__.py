from services.reporting.app import service
from shared.process import main

main(service)
