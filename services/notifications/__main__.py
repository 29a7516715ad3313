from services.notifications.app import service
from shared.process import main

main(service)
