from services.sessions.app import service
from shared.process import main

main(service)
