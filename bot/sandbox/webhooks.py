"""Delivery of updates to the bot's own URL, one at a time, until it answers 200."""

import asyncio

import httpx

from bot.sandbox.updates import Updates

FIRST_PAUSE = 0.05  # seconds before the second try; doubled after each failure
LONGEST_PAUSE = 2.0
PATIENCE = 30.0  # seconds to wait for an answer


async def deliver_to_webhook(updates: Updates) -> None:
    """Deliver every update while a webhook is set; runs until cancelled."""
    while True:
        if updates.webhook is None:
            await updates.arrival()
        else:
            async with httpx.AsyncClient(timeout=PATIENCE, trust_env=False) as client:
                await _deliver_while_set(client, updates)


async def _deliver_while_set(client: httpx.AsyncClient, updates: Updates) -> None:
    pause = FIRST_PAUSE
    while updates.webhook is not None:
        if not updates.count():
            await updates.arrival()
        elif await _delivered(client, updates):
            pause = FIRST_PAUSE
        else:
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)


async def _delivered(client: httpx.AsyncClient, updates: Updates) -> bool:
    webhook = updates.webhook or {}
    update = updates.waiting(1)[0]
    headers = {"X-Telegram-Bot-Api-Secret-Token": webhook["secret_token"]}
    try:
        answer = await client.post(
            webhook["url"], json=update, headers=headers if webhook["secret_token"] else None
        )
    except httpx.HTTPError as error:
        updates.webhook_failed(f"Connection failed: {error!r}")
        return False
    if answer.status_code != httpx.codes.OK:
        updates.webhook_failed(f"Wrong response from the webhook: {answer.status_code}")
        return False
    updates.confirm_below(update["update_id"] + 1)
    return True
