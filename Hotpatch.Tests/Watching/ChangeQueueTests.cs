using Hotpatch.Libraries.Watching;

namespace Hotpatch.Tests.Watching;

/// <summary>Who is told of changes, and who waits for it.</summary>
public class ChangeQueueTests
{
    [Test]
    public async Task What_a_subscriber_has_started_is_within_only_until_the_telling_ends()
    {
        var told = new List<int>();
        var isOver = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task? started = null;
        ChangeQueue<int>? queue = null;
        using var made = queue = new ChangeQueue<int>(change =>
        {
            told.Add(change);
            Assert.That(queue!.IsWithin, Is.True);
            started ??= Task.Run(async () =>
            {
                await isOver.Task;
                Assert.That(queue.IsWithin, Is.False);
                queue.Add(2);
                await queue.TellAsync();
            });
        });
        queue.Add(1);
        await queue.TellAsync();
        Assert.That(told, Is.EqualTo(new[] { 1 }));

        isOver.SetResult();
        await started!;
        Assert.That(told, Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public async Task What_a_subscriber_adds_is_told_after_it()
    {
        var told = new List<int>();
        ChangeQueue<int>? queue = null;
        using var made = queue = new ChangeQueue<int>(change =>
        {
            told.Add(change);
            if (change >= 3)
                return;

            queue!.Add(change + 1);
            Assert.That(queue.TellAsync().IsCompleted, Is.True);
        });
        queue.Add(1);
        await queue.TellAsync();

        Assert.That(told, Is.EqualTo(new[] { 1, 2, 3 }));
    }
}
