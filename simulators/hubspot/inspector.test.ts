import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startTestPortal, type TestPortal } from './test-portal.ts';

describe('the pages of the simulated HubSpot', () => {
  let portal: TestPortal;
  before(async () => {
    portal = await startTestPortal();
  });
  after(() => portal.close());

  async function open(path: string): Promise<{ status: number; text: string }> {
    const response = await fetch(`${portal.url}${path}`);
    return { status: response.status, text: await response.text() };
  }

  it('show the deals by stage and the companies', async () => {
    const { status, text } = await open('/');
    assert.equal(status, 200);
    const proposal = text.slice(text.indexOf('<h3>Proposal</h3>'), text.indexOf('<h3>Closed won</h3>'));
    assert.match(proposal, /2 deals, 40,600\.00 USD/u);
    assert.ok(proposal.includes(`href="/_inspector/deals/${await portal.idOf('deal-alder')}"`));
    assert.ok(text.includes('alderpoint.example'));
  });

  it('show who set each value of a record, when, and what stood there before', async () => {
    const id = await portal.idOf('deal-alder');
    const change = { objectType: 'deals', id, property: 'hs_next_step', employeeKey: 'employee-luis' };
    await portal.control('changes', { ...change, value: 'Send <b>the</b> "contract"' });
    await portal.client.crm.deals.basicApi.update(id, { properties: { hs_next_step: 'Call Tom' } });
    const { text } = await open(`/_inspector/deals/${id}`);
    const row = /<tr><td>Next step.*?<\/tr>/su.exec(text)?.[0] ?? '';
    assert.match(row, /Call Tom/u);
    assert.match(row, /INTEGRATION<\/span> 8100002/u);
    assert.match(row, /Send &lt;b&gt;the&lt;\/b&gt; &quot;contract&quot;/u);
    assert.match(row, /CRM_UI<\/span> Luis Ferrer/u);
    assert.ok(text.includes('Ana Ruiz'));
    assert.ok(text.includes('<span class="tag">Primary</span>'));
  });

  it('show leads in a list, as a record, and with their contact and company', async () => {
    const rosa = { objectType: 'contacts', id: 'contact-rosa' };
    const cobble = { objectType: 'companies', id: 'account-cobble' };
    const values = { hs_lead_name: 'Rosa <Delgado>', hs_lead_label: 'HOT' };
    const form = { objectType: 'leads', values, associations: [rosa, cobble] };
    const { id } = await portal.control('records', form);
    const link = `<a href="/_inspector/leads/${String(id)}">Rosa &lt;Delgado&gt;</a>`;
    const pages = [
      'leads',
      `contacts/${await portal.idOf('contact-rosa')}`,
      `companies/${await portal.idOf('account-cobble')}`,
    ];
    for (const page of pages) assert.ok((await open(`/_inspector/${page}`)).text.includes(link), page);
    const { text } = await open(`/_inspector/leads/${String(id)}`);
    assert.match(text, /New \(new-stage-id\)/u);
    assert.match(text, /<h2>Contacts<\/h2>/u);
    assert.match((await open('/')).text, /<dt>Leads<\/dt>\s*<dd><a href="\/_inspector\/leads">1</u);
  });

  it('list a kind of record, and say where there is nothing', async () => {
    assert.match((await open('/_inspector/notes')).text, /Ana owns the process/u);
    assert.match((await open('/_inspector/calls')).text, /There are none/u);
    assert.equal((await open('/_inspector/unicorns')).status, 404);
    assert.equal((await open('/_inspector/deals/1')).status, 404);
  });

  it('still show what is archived', async () => {
    const id = await portal.idOf('deal-cobble-first');
    await portal.control('archive', { objectType: 'deals', id });
    assert.match((await open(`/_inspector/deals/${id}`)).text, /tag-worry">archived/u);
  });
});
