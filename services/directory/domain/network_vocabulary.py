"""What a network says of a place beside the national schema: codes in the database, French on screens."""

STAGES = {
    "awareness": "Sensibilisation",
    "detection": "Détection",
    "orientation": "Orientation",
    "doing_for": "Faire pour",
    "doing_with": "Faire avec",
    "training": "Former",
}
"""Stages of a person's way to autonomy, in their order."""

EQUIPMENT = {
    "computers": "Ordinateurs en libre accès",
    "printer": "Imprimante",
    "scanner": "Scanner",
    "wifi": "Wifi",
    "usb_keys": "Clés USB acceptées",
    "confidential_corner": "Coin confidentiel",
}
