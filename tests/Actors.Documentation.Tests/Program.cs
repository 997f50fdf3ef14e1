// <program>
using Actors.Hosting;
using Actors.Hosting.Configuration;
using Actors.Journal;
using GiftCards;
using Microsoft.Extensions.Configuration;

var options = ActorsOptions.Read(new ConfigurationBuilder().AddCommandLine(args).Build());
var application = new ActorApplication { Model = GiftCardModel.Create() };
await using var host = await ActorHost.Start(application, options, CancellationToken.None);

var card = host.System.EntityRef<GiftCard, GiftCardCommand, GiftCardEvent>("G-1");
await card.Ask(new IssueCard(50m));
await card.Ask(new RedeemCard(20m));
var refused = await card.Ask(new RedeemCard(500m));
Console.WriteLine($"Refused: {refused.Rejection!.Code}");

var position = new EntityPosition(card.Key, SequenceNumber.None);
var history = await host.Store.Journal.ReadEntities([position], CancellationToken.None);
foreach (var record in history[0])
{
    Console.WriteLine($"{record.Version} {record.Kind} {record.Type}");
}

Console.WriteLine($"Serving {host.Address} until Ctrl-C.");
await host.WaitForStop(CancellationToken.None);
// </program>
