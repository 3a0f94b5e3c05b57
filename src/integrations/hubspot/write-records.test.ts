import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CrmReference } from '#contracts';
import { openHubspotPortal } from '#test/hubspot-portal';

const portal = await openHubspotPortal();
const { crm } = portal;
const dealId = await portal.idOf('deal-alder');
const deal: CrmReference = { objectType: 'deal', externalId: dealId };

describe('writing to HubSpot', () => {
  it('creates an activity with its ties, found again by its marker in the truth of the record', async () => {
    const contactId = await portal.idOf('contact-ana');
    await portal.control('search', { lagMs: 600_000 });
    const marker = 'eff_0192f0c1';
    const created = await crm.createActivity({
      objectType: 'task',
      properties: {
        hs_timestamp: '2026-11-20T09:00:00Z',
        hs_task_subject: 'Send the terms',
        hs_task_body: 'By Friday',
      },
      associatedWith: [deal, { objectType: 'contact', externalId: contactId }],
      marker,
    });
    const asked = { objectType: 'task', marker } as const;
    for (const associatedWith of [deal, { objectType: 'contact', externalId: contactId } as const]) {
      const found = await crm.findActivity({ ...asked, associatedWith });
      assert.equal(found?.externalId, created.externalId);
    }
    assert.equal(await crm.findActivity({ ...asked, marker: 'eff_0192f0c2', associatedWith: deal }), null);
    const company: CrmReference = { objectType: 'company', externalId: await portal.idOf('account-cobble') };
    assert.equal(await crm.findActivity({ ...asked, associatedWith: company }), null);
    const [task] = await crm.getRecords({
      objectType: 'task',
      externalIds: [created.externalId],
      properties: ['hs_task_body'],
      historyOf: [],
    });
    assert.match(task?.properties['hs_task_body'] ?? '', /^By Friday\n<p>Sophia eff_0192f0c1<\/p>$/u);
    await portal.control('search', { lagMs: 0 });
  });

  it('names the property and its options where a value is none of them, and never the value', async () => {
    const writing = crm.updateRecord({ ...deal, properties: { dealtype: 'words of a call' } });
    await assert.rejects(writing, (error: Error & { code?: string }) => {
      assert.equal(error.code, 'vendor.invalid-value');
      assert.match(error.message, /dealtype takes newbusiness, existingbusiness/u);
      assert.doesNotMatch(error.message, /words of a call/u);
      return true;
    });
    const unknown = crm.updateRecord({ ...deal, properties: { next_steps_gone: 'x' } });
    await assert.rejects(unknown, {
      code: 'vendor.invalid-value',
      message: /found that it has no property next_steps_gone, which may have been deleted\.$/u,
    });
  });

  it('reaches nothing that is gone, and says what was there before', async () => {
    const gone = crm.updateRecord({ objectType: 'deal', externalId: '999999999', properties: { amount: '1' } });
    await assert.rejects(gone, { code: 'vendor.not-found' });
  });

  it('archives, ties and makes one record of two, to which both ids lead', async () => {
    const keptId = await portal.add({ objectType: 'contact', values: { email: 'kim@alderpoint.example' } });
    const mergedId = await portal.add({ objectType: 'contact', values: { email: 'k.lee@alderpoint.example' } });
    await crm.associate({ from: deal, to: { objectType: 'contact', externalId: mergedId } });
    const { externalId: newId } = await crm.mergeRecords({ objectType: 'contact', keptId, mergedId });
    const ties = await crm.getAssociations({ fromType: 'deal', externalIds: [dealId], toType: 'contact' });
    assert.ok(ties.some(({ to }) => to.externalId === newId));
    for (const externalId of [keptId, mergedId]) {
      const [record] = await crm.getRecords({
        objectType: 'contact',
        externalIds: [externalId],
        properties: ['hs_merged_object_ids'],
        historyOf: [],
      });
      assert.deepEqual(
        [record?.externalId, record?.properties['hs_merged_object_ids']],
        [newId, `${keptId};${mergedId}`],
      );
    }
    await crm.archiveRecord({ objectType: 'contact', externalId: keptId });
    const asked = { objectType: 'contact', externalIds: [keptId], properties: [], historyOf: [] } as const;
    assert.deepEqual(await crm.getRecords(asked), []);
  });

  it('takes two records apart, also where they were not tied or were tied under a label', async () => {
    const company: CrmReference = { objectType: 'company', externalId: await portal.idOf('account-cobble') };
    const asked = { fromType: 'deal', externalIds: [dealId], toType: 'company' } as const;
    await crm.associate({ from: deal, to: company });
    for (let time = 1; time <= 2; time += 1) {
      await crm.dissociate({ from: deal, to: company });
      const ties = await crm.getAssociations(asked);
      assert.equal(
        ties.some(({ to }) => to.externalId === company.externalId),
        false,
      );
    }
  });

  it('creates a property that can be written at once, counts who has a value, and archives it', async () => {
    await crm.createProperty({
      objectType: 'deal',
      name: 'risk_factors',
      label: 'Risk factors',
      type: 'string',
      fieldType: 'textarea',
      options: [],
      readOnly: false,
      isMoney: false,
      description: 'What speaks against this deal, from its calls.',
    });
    const written = await crm.updateRecord({ ...deal, properties: { risk_factors: 'Budget is not confirmed.' } });
    assert.equal(written.externalId, dealId);
    const [read] = await crm.getRecords({
      objectType: 'deal',
      externalIds: [dealId],
      properties: ['risk_factors'],
      historyOf: [],
    });
    assert.equal(read?.properties['risk_factors'], 'Budget is not confirmed.');
    assert.equal(await crm.countHolders({ objectType: 'deal', property: 'risk_factors' }), 1);
    await crm.updateRecord({ ...deal, properties: { risk_factors: '' } });
    assert.equal(await crm.countHolders({ objectType: 'deal', property: 'risk_factors' }), 0);
    await crm.archiveProperty({ objectType: 'deal', name: 'risk_factors' });
    const left = await crm.listPropertyDefinitions('deal');
    assert.equal(
      left.some(({ name }) => name === 'risk_factors'),
      false,
    );
  });
});
